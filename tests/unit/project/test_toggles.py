"""Every act names the state that it wants: who clicks twice gets what the button said.

What depends on the state in which the row is found does the opposite the second time. Read from
all of the code.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.unit.project import tree

DOING = {"views", "pages", "actions", "codes", "answering"}
"""Modules and folders in which something is done: what only reads may choose one of two."""


def toggles(source: str) -> Iterator[str]:
    """What turns a state over, or chooses one of two acts by the state of a row."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.IfExp) and _reads_row(node.test):
            if _is_act(node.body) and _is_act(node.orelse):
                yield ast.unparse(node)
        elif isinstance(node, ast.Assign) and _negated(node.value):
            if any(_negated(node.value) == ast.unparse(target) for target in node.targets):
                yield ast.unparse(node)
        elif isinstance(node, ast.keyword) and _negated(node.value).endswith(f".{node.arg}"):
            yield ast.unparse(node)


def _is_act(node: ast.AST) -> bool:
    """A function of a module, not called yet: `comments.resolve`."""
    return (
        isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.islower()
    )


def _reads_row(test: ast.AST) -> bool:
    return any(isinstance(node, ast.Attribute) for node in ast.walk(test))


def _negated(node: ast.AST) -> str:
    is_not = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    return ast.unparse(node.operand) if is_not else ""  # type: ignore[attr-defined]


def in_views(source: str) -> set[str]:
    return set(toggles(source))


def test_nothing_is_turned_over() -> None:
    found = {
        tree.name(file): sorted(in_views(file.read_text(encoding="utf-8")))
        for file in tree.modules()
        if DOING.intersection({*file.parts, file.stem})
    }

    assert len(found) > 100
    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.parametrize(
    "line",
    [
        "act = comments.resolve if row.resolved_at is None else comments.reopen",
        "row.is_open = not row.is_open",
        "changes.change(row, is_open=not row.is_open)",
    ],
)
def test_what_turns_a_state_over_is_found(line: str) -> None:
    assert in_views(line)


@pytest.mark.parametrize(
    "line",
    [
        "act = actions.submit if is_last else actions.write",
        "row.is_open = wanted",
        "said = one.title if row.is_open else two",
        "changes.change(row, is_open=not closes)",
    ],
)
def test_what_names_the_state_it_wants_is_not(line: str) -> None:
    assert not in_views(line)
