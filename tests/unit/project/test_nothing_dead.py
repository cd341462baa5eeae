"""Nothing stands in the package that nobody names: functions, constants, methods of our own."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from tests.unit.project import tree

KINDS = ("*.py", "*.html", "*.js", "*.typ", "*.lua")
BY_OTHERS = {
    "gaisma/config/settings.py",  # Django and the parts read it
    "gaisma/config/urls.py",  # Django looks for its handlers
}
BY_LIBRARIES = {"process_exception", "get_absolute_url"}
"""Methods that Django and its tables look for."""
FOR_TESTS = {
    "EVENTS",  # the lines of the security log, which are documented
    "look_anew",
    "unique_fields",
    # Institutions come, change and go by files yet: no page calls these.
    "establish_institution",
    "change_institution",
    "close_institution",
    "merge_institutions",
    "grant_status",
    "end_term",
}
"""What only tests name."""
SAYING = ("declare", "gettext_noop", "pgettext_lazy")
"""Who calls one of these says something that is found by its text."""


@cache
def named() -> Counter[str]:
    """How often the package names each word."""
    files = tree.tracked(*(f"gaisma/{kind}" for kind in KINDS))
    return counted(file.read_text(encoding="utf-8") for file in files)


def counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"\w+", text))


def ours(source: str) -> Iterator[str]:
    """The names that a module gives itself, and that only we call."""
    body = ast.parse(source).body
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.decorator_list:
            yield node.name
        if isinstance(node, ast.Assign) and not says(node.value):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        if isinstance(node, ast.ClassDef) and is_ours(node):
            yield from (each.name for each in node.body if isinstance(each, ast.FunctionDef))


def says(value: ast.expr) -> bool:
    calls = (node.func for node in ast.walk(value) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id in SAYING for called in calls)


def is_ours(node: ast.ClassDef) -> bool:
    """Whether no library calls the methods of the class by their names."""
    return not node.bases or "QuerySet" in ast.unparse(node.bases[0])


def unnamed(source: str, words: Counter[str]) -> list[str]:
    known = FOR_TESTS | BY_LIBRARIES
    return [
        name
        for name in ours(source)
        if words[name] == 1 and not name.startswith("__") and name not in known
    ]


def test_everything_is_named_by_somebody() -> None:
    dead = {
        tree.name(file): found
        for file in tree.modules()
        if tree.name(file) not in BY_OTHERS
        and (found := unnamed(file.read_text(encoding="utf-8"), named()))
    }

    assert dead == {}


@pytest.mark.parametrize(
    "source",
    [
        "def forgotten(): ...\n",
        "FORGOTTEN = 7\n",
        "class Line:\n    @property\n    def forgotten(self): ...\n",
        "class Lines(models.QuerySet):\n    def forgotten(self): ...\n",
    ],
)
def test_what_nobody_names_is_seen(source: str) -> None:
    (name,) = unnamed(source, counted([source]))

    assert name.lower() == "forgotten"


def test_what_a_template_names_is_not_dead() -> None:
    source = "class Line:\n    @property\n    def size(self): ...\n"

    assert not unnamed(source, counted([source, "{{ line.size }}"]))
