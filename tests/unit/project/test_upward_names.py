"""No room is named on a floor below it: what a floor must know of a room above, the room declares.

Imports are held by the floors themselves; here names are looked for: an app's label, a table of the
record or the lake, an indicator, an address, a permission or an action, in a text or an identifier.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from gaisma.base import audit
from gaisma.base.registry import modules
from tests.unit.project import tree

FLOORS = ("analytics", "base", "evidence", "record")
HOUSE = (*FLOORS, "quality", "workplace", "sample", "config")
"""From the ground upwards; quality and workplace are not looked at themselves."""

WORDS = {
    "gaisma/base/damage.py": ("home",),  # GAISMA_HOME, in a message
    "gaisma/base/private.py": ("home",),
    "gaisma/base/samples.py": ("places.free",),  # how a name looks on the page of components
    "gaisma/evidence/reports/charts.py": ("config",),  # of a Vega-Lite specification
    "gaisma/evidence/reports/report.py": (
        "governance",
        "calendar",
        "challenges",
        "prevention",
    ),  # chapters of the report
    "gaisma/evidence/reports/pages/texts.py": ("search",),  # a form's field
    "gaisma/evidence/reports/writing.py": ("search",),
}
"""Words that mean something else there."""

CONTRACT = ("people", "programmes")
"""Tables of the contract of what is taken in and given out, which are called as rooms are."""

OF_THE_CONTRACT = (
    "gaisma/evidence/interop/kinds.py",
    "gaisma/evidence/interop/titles.py",
    "gaisma/evidence/interop/imports.py",
    "gaisma/evidence/interop/oneroster/mapping/classes.py",
    "gaisma/evidence/interop/oneroster/mapping/people.py",
    "gaisma/evidence/interop/oneroster/roster.py",
)
"""Where they are named."""


@dataclass(frozen=True)
class Names:
    """What is above a floor: labels of apps, and whole names of what they have."""

    labels: frozenset[str]
    whole: frozenset[str]

    def within(self, text: str) -> Iterator[str]:
        """What the text names: a label or a name that it is, or references that stand in it."""
        if text in self.labels or text in self.whole:
            yield text
        for found in re.finditer(r"(?<![\w.:/-])([a-z_]+)[.:]([A-Za-z_]+)(?![\w/-])", text):
            if found[1] in self.labels or found[0] in self.whole:
                yield found[0]


@cache
def above(floor: str) -> Names:
    """The names of the rooms that stand over a floor."""
    higher = HOUSE[HOUSE.index(floor) + 1 :]
    configs = [one for one in apps.get_app_configs() if is_on(one.name, higher)]
    whole = {model._meta.db_table for config in configs for model in config.get_models()}
    for module in modules("offers"):
        if is_on(module.__name__, higher):
            whole |= {one.key for one in getattr(module, "INDICATORS", ())}
            whole |= {one.table.key for one in getattr(module, "FACTS", ()) if "_" in one.table.key}
    for module in modules("audited"):
        if is_on(module.__name__, higher):
            whole |= {action.key for action in audit.declared(module)}
    return Names(frozenset(config.label for config in configs), frozenset(whole))


def is_on(module: str, floors: tuple[str, ...]) -> bool:
    return module.startswith(tuple(f"gaisma.{floor}" for floor in floors))


def named(source: str, names: Names) -> Iterator[str]:
    """The names from above that stand in a module: in texts that are no docstrings, in attributes
    of the lake, in what stands for a label."""
    parsed = ast.parse(source)
    told = {id(node.value) for node in ast.walk(parsed) if isinstance(node, ast.Expr)}
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield from names.within(node.value)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            reference = f"{node.value.id}.{node.attr}"
            if node.value.id == "lake" and node.attr in names.whole:
                yield reference


def sources() -> list[Path]:
    return [file for file in tree.modules() if file.relative_to(tree.PROJECT).parts[1] in FLOORS]


def floor_of(file: Path) -> str:
    return file.relative_to(tree.PROJECT).parts[1]


def excepted(name: str) -> tuple[str, ...]:
    return CONTRACT if name in OF_THE_CONTRACT else WORDS.get(name, ())


def test_no_floor_names_a_room_above() -> None:
    wrong = {}
    for file in sources():
        found = set(named(file.read_text(encoding="utf-8"), above(floor_of(file))))
        found -= set(excepted(tree.name(file)))
        if found:
            wrong[tree.name(file)] = sorted(found)

    assert wrong == {}, "the room declares it, or it is a word that means something else"


@pytest.mark.parametrize("name", [*WORDS, *OF_THE_CONTRACT])
def test_exception_is_still_needed(name: str) -> None:
    file = tree.PROJECT / name
    found = set(named(file.read_text(encoding="utf-8"), above(floor_of(file))))

    assert found & set(excepted(name))
    assert set(WORDS.get(name, ())) <= found


@pytest.mark.parametrize(
    ("floor", "line", "name"),
    [
        ("evidence", 'ROOMS = {"surveys": "Surveys"}', "surveys"),
        ("evidence", 'TITLES = {"new_year": "New school year"}', "new_year"),
        ("evidence", 'TOLD = "surveys.Response"', "surveys.Response"),
        ("evidence", 'apps.get_model("programmes", "Group")', "programmes"),
        ("evidence", 'NOUNS = {"learners.count": "learner"}', "learners.count"),
        ("evidence", "rows = lake.survey_results", "lake.survey_results"),
        ("evidence", 'SQL = "programmes_group"', "programmes_group"),
        ("base", 'redirect("home:home")', "home:home"),
        ("base", 'news = "act.enter"', "act.enter"),
        ("analytics", 'kept = "works.Job"', "works.Job"),
        ("record", 'reverse("calendar:month")', "calendar:month"),
        ("record", 'may(user, "surveys.see")', "surveys.see"),
    ],
)
def test_name_from_above_is_seen(floor: str, line: str, name: str) -> None:
    assert name in set(named(line, above(floor)))


@pytest.mark.parametrize(
    ("floor", "line"),
    [
        ("evidence", '"""The surveys of a city."""'),
        ("evidence", 'title = "The people of surveys"'),
        ("record", 'address = "people:person"'),
        ("evidence", 'page = "figures:figure"'),
        ("base", 'name = "school.home.lv"'),
    ],
)
def test_words_and_names_from_below_are_none(floor: str, line: str) -> None:
    assert not set(named(line, above(floor)))
