"""What tests ask of the project's modules is there: types are not checked in tests."""

import ast
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest

from tests.records import PROJECT

T = TypeVar("T", bound=ast.AST)
TESTS = sorted(PROJECT.joinpath("tests").rglob("*.py"))


def missing(tree: ast.Module) -> Iterator[str]:
    """Each `module.name` of a module of the project that has no such name."""
    modules = dict(_modules(tree))
    stored = {one.id for one in _of(tree, ast.Name) if isinstance(one.ctx, ast.Store)}
    given = {one.arg for one in _of(tree, ast.arg)}
    for one in _of(tree, ast.Attribute):
        if not isinstance(one.value, ast.Name) or not isinstance(one.ctx, ast.Load):
            continue
        name = one.value.id
        module = modules.get(name) if name not in stored | given else None
        if module and not hasattr(module, one.attr) and not _is_below(module, one.attr):
            yield f"{one.lineno}: {module.__name__}.{one.attr}"


def _of(tree: ast.AST, kind: type[T]) -> Iterator[T]:
    return (node for node in ast.walk(tree) if isinstance(node, kind))


def _modules(tree: ast.Module) -> Iterator[tuple[str, ModuleType]]:
    for one in tree.body:
        if isinstance(one, ast.ImportFrom) and (one.module or "").partition(".")[0] == "gaisma":
            for alias in one.names:
                if alias.name == "*":
                    continue
                found = getattr(import_module(one.module or ""), alias.name, None)
                if found is None and util.find_spec(f"{one.module}.{alias.name}"):
                    found = import_module(f"{one.module}.{alias.name}")
                if isinstance(found, ModuleType):
                    yield alias.asname or alias.name, found


def _is_below(module: ModuleType, name: str) -> bool:
    is_package = hasattr(module, "__path__")
    return is_package and util.find_spec(f"{module.__name__}.{name}") is not None


@pytest.mark.parametrize("file", TESTS, ids=lambda file: str(Path(file).relative_to(PROJECT)))
def test_names_of_modules_are_there(file: Path) -> None:
    assert list(missing(ast.parse(file.read_text(encoding="utf-8")))) == []


def test_missing_name_is_told() -> None:
    text = (
        "from gaisma.base import clock\n\ndef test() -> None:\n    clock.now()\n    clock.gone()\n"
    )

    assert list(missing(ast.parse(text))) == ["5: gaisma.base.clock.gone"]
