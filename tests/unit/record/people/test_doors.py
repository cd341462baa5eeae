"""Every door through which somebody is tied to an institution asks whose they are.

The doors are read from the code: each function that writes a row of a model by which people are
tied (`SIGHTS`), on pages, commands, the API or the undoing of an import.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from rules.permissions import permissions

from gaisma.base.permissions import OFFICIALS, gather, holding
from gaisma.base.registry import gathered
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.record.people.models import Person
from tests.unit.project import tree

ASKS = {"joined", "handed_on", "carry_ties"}
WRITES = {"add", "make", "create", "bulk_create", "get_or_create", "update_or_create", "upsert"}
SAMPLE = "gaisma/sample/"
"""Makes the demo's city in an empty record."""


def tying() -> frozenset[str]:
    """The models whose rows tie a person: those of all sights, and those that lead through them."""
    found = set()
    for sight in gathered("SIGHTS"):
        model = sight.rows().model
        found.add(model.__name__)
        for step in sight.person.split("__"):
            model = model._meta.get_field(step).related_model
            found.add(model.__name__)
    return frozenset(found - {Person.__name__})


def doors(source: str) -> Iterator[tuple[str, bool]]:
    """Functions that write such a row, and whether they, or who calls them there, ask."""
    every = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.FunctionDef)]
    calls = {
        one.name: [node for node in ast.walk(one) if isinstance(node, ast.Call)] for one in every
    }
    called = {name: {_name(call.func) for call in made} for name, made in calls.items()}
    for name, made in calls.items():
        if any(_writes(call) for call in made):
            callers = [words for words in called.values() if name in words]
            by_caller = bool(callers) and all(words & ASKS for words in callers)
            yield name, bool(called[name] & ASKS) or by_caller


def _writes(call: ast.Call) -> bool:
    if _name(call.func) in tying():
        return True
    if _name(call.func) not in WRITES:
        return False
    owner = call.func.value if isinstance(call.func, ast.Attribute) else call.func
    named = [*call.args, owner]
    return any(_name(part) in tying() for one in named for part in ast.walk(one))


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def found_in(files: tuple[Path, ...]) -> dict[str, bool]:
    return {
        f"{tree.name(file)}:{function}": asks
        for file in files
        for function, asks in doors(file.read_text(encoding="utf-8"))
        if not tree.name(file).startswith(SAMPLE)
    }


def imports() -> set[str]:
    """The plans of imports, which the authority alone takes in."""
    return {kind.plan.__name__ for kind in table_kinds() if kind.plan}


@pytest.mark.parametrize("body", ["rows = records.of(Employment)", "isinstance(row, Enrolment)"])
def test_reading_is_no_door(body: str) -> None:
    assert not list(doors(f"def read():\n    {body}\n"))


def test_every_door_asks_whose_the_person_is() -> None:
    found = found_in(tree.modules())

    assert tying() == {"Employment", "Enrolment", "Guardian", "QueueEntry"}
    assert len(found) > len(tying())
    silent = {door for door, asks in found.items() if not asks}
    plans = {door for door in silent if door.split(":")[1] in imports()}
    assert not silent - plans, "call ties.joined before the row is written"


def test_files_are_taken_in_by_officials_of_the_authority_only() -> None:
    gather()

    taken_in = permissions["imports.take_in"]
    assert taken_in.name == holding(*OFFICIALS).name


@pytest.mark.parametrize(
    "body",
    [
        "recording.add(Employment, fields)",
        "changes.make(Enrolment, at=at)",
        "Guardian.objects.create(learner=learner)",
        "QueueEntry.objects.bulk_create(rows)",
        "Employment(person=person).save()",
        "models.Enrolment.objects.get_or_create(person=person)",
    ],
)
def test_door_that_does_not_ask_is_found(body: str) -> None:
    silent = f"def door():\n    {body}\n"
    asking = f"def door():\n    ties.joined(person=person)\n    {body}\n"

    assert list(doors(silent)) == [("door", False)]
    assert list(doors(asking)) == [("door", True)]


def test_door_may_be_asked_for_by_whoever_calls_it_and_by_all_of_them() -> None:
    door = "def _door():\n    records.add(Employment, new)\n"
    asks = "def plan():\n    _door()\n    carry_ties(records)\n"

    assert list(doors(door + asks)) == [("_door", True)]
    assert list(doors(door + asks + "def silent():\n    _door()\n")) == [("_door", False)]
