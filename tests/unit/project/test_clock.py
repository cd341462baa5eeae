"""Time is passed in: only the interface looks at the clock, and it is the installation's."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.project import tree

TRUE_CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "timezone": {"now", "localdate", "localtime"},
    "time": {"time"},
}
CLOCKS = {**TRUE_CLOCKS, "clock": {"now", "today"}}
BY_THE_PART = {"auto_now", "auto_now_add"}
"""Words with which a field looks at the true clock by itself."""
OF_A_MOMENT = {"localdate", "localtime"}
"""Given a moment, they only say it in another time zone."""
INTERFACE = ("views", "pages", "commands", "middleware", "config")
"""A module of one of these names, or in a folder of one, is the interface."""
GUARDS = {
    "gaisma/base/clock.py": "this is where the moment comes from",
    "gaisma/base/commands.py": "a command without a record knows no installation",
    "gaisma/base/accounts/entrance/middleware.py": "a session ends when nobody uses it",
    "gaisma/base/accounts/entrance/signing_in.py": "a lock after wrong passwords lasts so long",
    "gaisma/base/accounts/pages/accounts.py": "locks that have not ended are listed",
    "gaisma/config/management/commands/worker.py": "rounds clean away files by their age",
    "gaisma/evidence/archive/management/commands/backup.py": "a copy bears its true moment",
    "gaisma/evidence/archive/management/commands/restore.py": "a copy bears its true moment",
    "gaisma/workplace/administration/health.py": "a worker silent for too long hangs",
    "gaisma/workplace/administration/pages/installation.py": "a worker silent for too long hangs",
    "gaisma/workplace/search/pages.py": "a session forgets words after an hour",
}
"""What guards the machine looks at the true clock; all else asks gaisma.base.clock."""
LOOK_AT_IT_TOO = {
    "gaisma/base/accounts/entrance/adapters.py": "the parts call it with a request and no moment",
    "gaisma/base/accounts/entrance/signing_in.py": "the part calls it with a request and no moment",
    "gaisma/base/accounts/lists.py": "a list of rights is that of the day of the request",
    "gaisma/base/listing.py": "it answers a request, as a view does",
    "gaisma/base/acting.py": "it answers a request, as a view does",
    "gaisma/base/grants.py": "a right is that of the day of the request",
    "gaisma/record/people/exports.py": "it answers a request, as a view does",
    "gaisma/workplace/administration/health.py": "it answers a request, as a view does",
    "gaisma/workplace/api/admission.py": "a token is that of the moment of the request",
    "gaisma/base/jobs/performing.py": "a worker tells its tasks the time",
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


def looks_at_the_true_one(source: str) -> Iterator[int]:
    """The lines that read a true clock, hand one on, or let a field read it."""
    tree_of_it = ast.parse(source)
    of_a_moment = {
        id(node.func)
        for node in ast.walk(tree_of_it)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in OF_A_MOMENT
        and node.args
    }
    for node in ast.walk(tree_of_it):
        if isinstance(node, ast.Attribute) and id(node) not in of_a_moment:
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else ""
            owner = owner or getattr(node.value, "id", "")
            if node.attr in TRUE_CLOCKS.get(owner, ()):
                yield node.lineno
        elif isinstance(node, ast.keyword) and node.arg in BY_THE_PART:
            yield node.value.lineno


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


@pytest.mark.parametrize(
    "source",
    ["at(now=timezone.now)", "date.today()", "timezone.localdate()", "Field(auto_now=True)"],
)
def test_looks_at_the_true_one_finds_it(source: str) -> None:
    assert list(looks_at_the_true_one(source)) == [1]


@pytest.mark.parametrize("source", ["clock.now()", "timezone.localdate(at)", "today()"])
def test_looks_at_the_true_one_passes_over_what_is_another(source: str) -> None:
    assert not list(looks_at_the_true_one(source))


def test_all_but_what_guards_the_machine_goes_by_the_clock_of_the_installation() -> None:
    found = {
        f"{tree.name(file)}:{line}"
        for file in tree.modules()
        if tree.name(file) not in GUARDS
        for line in looks_at_the_true_one(file.read_text(encoding="utf-8"))
    }

    assert not found, "ask gaisma.base.clock: a demo has a day of its own"


def test_modules_below_the_interface_do_not_look_at_the_clock() -> None:
    below = [file for file in tree.modules() if not is_interface(file)]

    found = {
        f"{tree.name(file)}:{line}"
        for file in below
        if tree.name(file) not in LOOK_AT_IT_TOO
        for line in looks(file.read_text(encoding="utf-8"))
    }

    assert not found, "let at= or as_of= be passed in"


@pytest.mark.parametrize(
    ("named", "look"), [(LOOK_AT_IT_TOO, looks), (GUARDS, looks_at_the_true_one)]
)
def test_exceptions_still_look_at_the_clock(
    named: dict[str, str], look: Callable[[str], Iterator[int]]
) -> None:
    idle = [
        name for name in named if not list(look((tree.PROJECT / name).read_text(encoding="utf-8")))
    ]

    assert not idle, "they need no exception any more"
