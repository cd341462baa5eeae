"""Time is passed in: only the interface looks at the clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.project import tree

CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "timezone": {"now", "localdate", "localtime"},
    "time": {"time"},
    "clock": {"now"},
}
OF_A_MOMENT = {"localdate", "localtime"}
"""Given a moment, they only say it in another time zone."""
INTERFACE = ("views", "commands", "middleware", "config")
"""A module of one of these names, or in a folder of one, is the interface."""
LOOK_AT_IT_TOO = {
    "gaisma/base/accounts/entrance/adapters.py": "the parts call it with a request and no moment",
    "gaisma/base/accounts/entrance/locks.py": "the part calls it with a request and no moment",
    "gaisma/base/accounts/tables.py": "a list of rights is that of the day of the request",
    "gaisma/base/grants.py": "a right is that of the day of the request",
    "gaisma/record/people/exports.py": "it answers a request, as a view does",
    "gaisma/workplace/api/admission.py": "a token is that of the moment of the request",
    "gaisma/base/works/performing.py": "a worker tells its tasks the time",
    "gaisma/base/models/installation.py": "this is where today comes from",
    "gaisma/base/clock.py": "this is where the moment comes from",
}


def looks(source: str) -> Iterator[int]:
    """The lines of calls that read a clock."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            function, value = node.func, node.func.value
            owner = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
            is_of_a_moment = function.attr in OF_A_MOMENT and node.args
            if function.attr in CLOCKS.get(owner, ()) and not is_of_a_moment:
                yield node.lineno


def is_interface(file: Path) -> bool:
    words = (*file.relative_to(tree.PROJECT).parts[:-1], file.stem)
    return any(word.endswith(INTERFACE) for word in words)


@pytest.mark.parametrize(
    "source",
    ["timezone.now()", "date.today()", "datetime.datetime.now(tz=UTC)", "x = [time.time()]"],
)
def test_looks_finds_a_look_at_the_clock(source: str) -> None:
    assert list(looks(source)) == [1]


@pytest.mark.parametrize("source", ["report.now()", "timezone.localdate(moment)", "today"])
def test_looks_passes_over_what_is_no_clock(source: str) -> None:
    assert not list(looks(source))


def test_modules_below_the_interface_do_not_look_at_the_clock() -> None:
    below = [file for file in tree.modules() if not is_interface(file)]

    found = {
        f"{tree.name(file)}:{line}"
        for file in below
        if tree.name(file) not in LOOK_AT_IT_TOO
        for line in looks(file.read_text(encoding="utf-8"))
    }

    assert not found, "let at= or as_of= be passed in"


def test_exceptions_still_look_at_the_clock() -> None:
    idle = [
        name
        for name in LOOK_AT_IT_TOO
        if not list(looks((tree.PROJECT / name).read_text(encoding="utf-8")))
    ]

    assert not idle, "they need no exception any more"
