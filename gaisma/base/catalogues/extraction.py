"""Finds the texts to translate in Python modules and Django templates."""

import ast
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_noop": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
DECLARED = ("title", "description")
"""Keyword arguments that are message ids where indicators and tables are declared: the
analytical core knows no Django, so nothing there is wrapped in a call of gettext."""
DECLARERS = frozenset({"indicator", "change_of", "Chapter"})


@dataclass(frozen=True)
class Message:
    """A text to translate, and where it stands."""

    singular: str
    plural: str = ""
    context: str = ""
    place: str = ""


def messages_of(folder: Path, files: Iterator[Path]) -> Iterator[Message]:
    """The messages of the files, in the order of their paths; places are relative to the folder."""
    for file in sorted(files):
        place = file.relative_to(folder).as_posix()
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".py":
            yield from _called(text, place)
            yield from _declared(text, place, everywhere=folder.name == "analytics")
        else:
            yield from _called(_template_calls(text, place), place)


def _template_calls(text: str, place: str) -> str:
    # Django blanks out what is no text of ours; the indentation left over is no Python.
    lines = templatize(text, origin=place).splitlines()
    return "\n".join(line.strip() for line in lines)


def _called(source: str, place: str) -> Iterator[Message]:
    stream = io.BytesIO(source.encode())
    options = {"encoding": "utf-8"}
    for _, ids, _, context in extract("python", stream, KEYWORDS, options=options):
        texts = ids if isinstance(ids, tuple) else (ids,)
        if texts[0]:
            plural = texts[1] if len(texts) > 1 else ""
            yield Message(texts[0], plural or "", context or "", place)


def _declared(source: str, place: str, *, everywhere: bool) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = _called_name(node)
            texts = _titles(node) if everywhere or name in DECLARERS else []
            if name == "Dimension":
                texts = [_constant(argument) for argument in node.args[1:2]]
            yield from (Message(text, place=place) for text in texts if text)


def _called_name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _titles(call: ast.Call) -> list[str]:
    return [_constant(keyword.value) for keyword in call.keywords if keyword.arg in DECLARED]


def _constant(node: ast.expr) -> str:
    value = node.value if isinstance(node, ast.Constant) else ""
    return value if isinstance(value, str) else ""
