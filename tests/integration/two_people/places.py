"""Where the program takes a lock of the database, read from its source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.records import PROJECT

WORDS = ("select_for_update", "LOCK TABLE")


@dataclass(frozen=True)
class Place:
    """A function that takes a lock: `module:function`, its file, and its source."""

    name: str
    file: str
    source: str


def places() -> Iterator[Place]:
    """Every function of the program that takes a lock."""
    for path in sorted((PROJECT / "gaisma").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if any(word in text for word in WORDS):
            yield from _within(path.relative_to(PROJECT), text)


def _within(path: Path, text: str) -> Iterator[Place]:
    module = ".".join(path.with_suffix("").parts)
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.FunctionDef) and takes_a_lock(function):
            source = ast.get_source_segment(text, function) or ""
            yield Place(f"{module}:{function.name}", path.as_posix(), source)


def takes_a_lock(function: ast.FunctionDef) -> bool:
    """Whether it asks for rows that nobody else changes meanwhile, or for a table."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr == "select_for_update")
        or (isinstance(node, ast.Constant) and "LOCK TABLE" in str(node.value))
        for node in ast.walk(function)
    )
