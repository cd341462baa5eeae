"""Each action is declared once, in three languages, in the module of its room; somebody does it."""

import ast
from collections.abc import Iterator
from types import SimpleNamespace
from typing import TypeGuard

import pytest
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from gaisma.base import audit, sorting
from gaisma.base.audit import Action
from gaisma.base.registry import Registry
from tests.unit.project import tree

KEPT = "gaisma/base/audit.py"
"""The one module that writes audit records."""


def untranslated(actions: Registry[Action], language: str) -> list[str]:
    """The keys of the actions that have no title of their own in a language."""
    with translation.override(language):
        return [one.key for one in actions if not one.title or gettext(one.title) == one.title]


def constants(source: str) -> Iterator[str]:
    """What a module declares, by the names of its actions."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and _calls(node.value, "Action"):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def used(source: str) -> Iterator[tuple[str, str]]:
    """The actions that a module does, as a room and the name of the constant.

    Who asks for the key alone only reads what was done.
    """
    read = ast.parse(source)
    asked = {node.value for node in ast.walk(read) if _is_key(node)}
    rooms = {
        alias.asname or alias.name: node.module
        for node in ast.walk(read)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "audited"
    }
    for node in ast.walk(read):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node in asked:
                continue
            room = rooms.get(node.value.id)
            if room:
                yield room, node.attr


def beside_the_way(source: str) -> list[int]:
    """The lines that write an audit record themselves, or make an action that nobody declared."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and (_calls(node, "AuditRecord") or _calls(node, "Action") or _writes_audit(node))
    ]


def _is_key(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and node.attr == "key"


def _calls(node: ast.expr, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return name in (getattr(called, "id", ""), getattr(called, "attr", ""))


def _writes_audit(node: ast.Call) -> bool:
    written = ast.unparse(node.func)
    makes = ("create", "bulk_create", "get_or_create", "update_or_create")
    return "AuditRecord.objects" in written and written.rpartition(".")[2] in makes


def declared() -> set[tuple[str, str]]:
    return {
        (tree.name(file).removesuffix("/audited.py").replace("/", "."), constant)
        for file in tree.modules()
        if file.name == "audited.py"
        for constant in constants(file.read_text(encoding="utf-8"))
    }


def named() -> set[tuple[str, str]]:
    sources = (file.read_text(encoding="utf-8") for file in tree.modules())
    return {pair for source in sources for pair in used(source)}


@pytest.mark.parametrize("language", ["lv", "ru"])
def test_every_action_has_a_title_in_every_language(language: str) -> None:
    assert len(audit.actions()) > 20
    assert not untranslated(audit.actions(), language)


def test_action_without_a_title_is_found() -> None:
    nameless = [Action("lamp.light", ""), Action("lamp.dim", gettext_noop("Dimmed a lamp"))]

    assert untranslated(Registry(nameless), "lv") == ["lamp.light", "lamp.dim"]


def test_every_declared_action_is_done_somewhere_and_every_one_done_is_declared() -> None:
    assert declared() == named()
    assert len(declared()) == len(audit.actions())


def test_actions_are_declared_and_written_in_their_places_only() -> None:
    found = {
        tree.name(file): lines
        for file in tree.modules()
        if file.name != "audited.py" and tree.name(file) != KEPT
        if (lines := beside_the_way(file.read_text(encoding="utf-8")))
    }

    assert not found, "declare it in the room's audited.py and write it with audit.note"


@pytest.mark.parametrize(
    "source",
    [
        'audit.note(action=Action("lamp.light", "Lit a lamp"), by=by, at=at)',
        'audit.note(action=audit.Action("lamp.light", "Lit a lamp"), by=by, at=at)',
        'AuditRecord(action="lamp.light").save()',
        'AuditRecord.objects.create(action="lamp.light")',
        "AuditRecord.objects.filter(by=by).get_or_create()",
    ],
)
def test_what_goes_beside_the_way_is_found(source: str) -> None:
    assert beside_the_way(source)


def test_names_of_actions_are_read_from_the_code() -> None:
    source = "from gaisma.record.people import audited as people\nnote(action=people.READ_PEOPLE)"

    assert list(used(source)) == [("gaisma.record.people", "READ_PEOPLE")]
    assert list(constants('LIGHT = Action("lamp.light", "Lit a lamp")\nOTHER = 1')) == ["LIGHT"]


def test_text_is_no_action(db: None) -> None:
    with pytest.raises(AttributeError):
        audit.note(action="lamp.light", by=None, at=None)  # type: ignore[arg-type]


def test_key_that_two_rooms_declare_is_refused() -> None:
    first = SimpleNamespace(LIGHT=Action("lamp.light", "Lit a lamp"))
    both = [*audit.declared(first), *audit.declared(first)]

    with pytest.raises(ValueError, match="registered twice"):
        Registry(both)


def test_actions_are_offered_by_their_titles() -> None:
    offered = audit.choices()

    assert ("backup.make", audit.title("backup.make")) in offered
    assert [title for _key, title in offered] == sorted(
        (title for _key, title in offered), key=sorting.natural
    )


def test_what_nobody_does_any_more_is_its_own_key() -> None:
    assert audit.title("nonsense.done") == "nonsense.done"
