"""The commands that a document shows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"(?:<!-- not run: (?P<reason>[^>]+) -->\n)?```console\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
PROMPT = "$ "


@dataclass(frozen=True)
class Shown:
    """A command as it is shown: its line in the document, and what it is shown to answer."""

    line: int
    command: str
    answer: tuple[str, ...] = ()


def shown(document: Path, *, run: bool = True) -> Iterator[Shown]:
    """The document's commands: those to be run, or those that say why they are not."""
    text = document.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        if run == (block["reason"] is None):
            first = text.count("\n", 0, block.start("body")) + 1
            yield from _commands(block["body"].splitlines(), first)


def _commands(lines: list[str], first: int) -> Iterator[Shown]:
    starts = [number for number, line in enumerate(lines) if line.startswith(PROMPT)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        command = lines[start].removeprefix(PROMPT)
        yield Shown(first + start, command, tuple(lines[start + 1 : end]))
