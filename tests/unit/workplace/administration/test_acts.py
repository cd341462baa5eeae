"""Every act that the code writes into the audit has a title."""

import ast
import re
from collections.abc import Iterator

import pytest
from rules.permissions import perm_exists

from gaisma.base import act_titles, permissions, sorting
from gaisma.base.registry import gathered
from tests.unit.project import tree

ACT = re.compile(r"[a-z_]+\.(?!py$|xlsx$|pdf$)[a-z_]+")


def acts(source: str) -> Iterator[str]:
    """The acts that a module names; of one that is put together, its first word and a dot.

    In a module that writes audit records each text of two words around a dot is an act, unless it
    is a permission or an indicator.
    """
    is_acting = "audit.note(" in source or "acts." in source or "_note(" in source
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "action":
            yield from _named(node.value)
        elif is_acting and isinstance(node, ast.Constant) and ACT.fullmatch(str(node.value)):
            yield str(node.value)


def _named(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and "." in str(value.value):
        yield str(value.value)
    if isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        yield str(value.values[0].value)


def named() -> dict[str, str]:
    """The acts of the code, with a file that names each."""
    permissions.gather()
    found = {}
    for file in tree.modules():
        for act in acts(file.read_text(encoding="utf-8")):
            is_other = perm_exists(act) or act in gathered("INDICATORS")  # type: ignore[no-untyped-call]
            if not is_other:
                found[act] = tree.name(file)
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('audit.note(action="a.b")', {"a.b"}),
        ('acts.add(action=f"a.{b}")', {"a."}),
        ('def f():\n    _note("a.b")', {"a.b"}),
        ('parser.add_argument(action="store_true")', set()),
        ('read("a.b")', set()),
    ],
)
def test_acts_are_found_in_the_code(source: str, found: set[str]) -> None:
    assert set(acts(source)) == found


def test_every_act_has_a_title() -> None:
    titles = act_titles.titles()

    without = {
        act: file
        for act, file in named().items()
        if not any(key == act or (act.endswith(".") and key.startswith(act)) for key in titles)
    }

    assert len(titles) > 50
    assert not without, "name them under ACTS in the room's registrations"


def test_act_without_a_title_is_its_own() -> None:
    assert act_titles.title("nonsense.done") == "nonsense.done"


def test_acts_are_offered_by_their_titles() -> None:
    offered = act_titles.choices()

    assert ("backup.make", act_titles.title("backup.make")) in offered
    assert [title for _key, title in offered] == sorted(
        (title for _key, title in offered), key=sorting.natural
    )
