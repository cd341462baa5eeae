"""Takes out each mention of a column, one at a time, and says which of them no test misses.

    python -m tests.planted.mentions [--of TABLE…] [--columns COLUMN…]

A mention is what can be left out without a word: a keyword argument, an entry of a mapping, of a
list or a tuple, a column that is declared, in a module that names the table's model. Each is taken
out of a copy of the project, never here, and the tests of columns run, and those of the room. Of
all tables that rooms declare, unless some are named. Run by hand, and before a release.
"""

import ast
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import django

from tests.planted import planting
from tests.planted.fault import Fault
from tests.records import PROJECT

if TYPE_CHECKING:
    from gaisma.evidence.interop.kinds import TableKind

ROOMS = (
    "gaisma/record/organisations",
    "gaisma/record/people",
    "gaisma/record/programmes",
    "gaisma/quality/assessments",
    "gaisma/quality/prevention",
    "gaisma/quality/socialemotional",
    "gaisma/quality/wellbeing",
    "gaisma/workplace/new_year",
)
LOOKED_INTO = ("imports", "facts", "tables", "forms", "actions", "proposals", "queries")
"""Modules and folders of a room through which what is stored comes and goes."""
BESIDE = ("gaisma/workplace/api/schemas.py", "gaisma/workplace/api/endpoints/record.py")
TESTS = (
    "tests/integration/columns",
    "tests/integration/imports/test_tables.py",
    "tests/unit/record/organisations/test_institution_pages.py",
)


@dataclass(frozen=True)
class Mention(Fault):
    """A place in a file at which a column is named, to be left out."""

    start: int = 0
    end: int = 0

    def planted_in(self, text: str) -> str:
        """The file's text without the mention, and without the comma behind it."""
        rest = text[self.end :]
        bare = rest.lstrip()
        return text[: self.start] + (bare[1:] if bare.startswith(",") else rest)


def mentions(file: str, text: str, names: frozenset[str]) -> Iterator[Mention]:
    """The mentions of the names in the file that can be left out and leave it readable."""
    offsets = [0, *_ends_of_lines(text)]
    for node in _mentioned(ast.parse(text), names):
        start = _offset(text, offsets, node.first.lineno, node.first.col_offset)
        end = _offset(text, offsets, node.last.end_lineno or 0, node.last.end_col_offset or 0)
        line = node.first.lineno
        title = f"{Path(file).relative_to('gaisma')}:{line} {node.name}"
        why = text.splitlines()[line - 1].strip()
        found = Mention(title, file, "", "", (*TESTS, *_of_room(file)), why, start=start, end=end)
        if _is_readable(found.planted_in(text)):
            yield found


@dataclass(frozen=True)
class Named:
    """What is taken out: from the beginning of the one node to the end of the other."""

    name: str
    first: ast.expr | ast.keyword
    last: ast.expr | ast.keyword


def _mentioned(tree: ast.Module, names: frozenset[str]) -> Iterator[Named]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            entries = [(one.arg or "", one, one) for one in node.keywords]
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            entries = [(_text(key), key, value) for key, value in pairs if key is not None]
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            entries = [(_text(one), one, one) for one in node.elts]
        else:
            continue
        if len(entries) > 1 or isinstance(node, ast.Call):
            yield from (Named(*entry) for entry in entries if entry[0] in names)


def _text(node: ast.expr) -> str:
    """The text that the node is, or the first that it is made of."""
    if isinstance(node, ast.Call) and node.args:
        return _text(node.args[0])
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _ends_of_lines(text: str) -> list[int]:
    ends, at = [], 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        ends.append(at)
    return ends


def _offset(text: str, offsets: list[int], line: int, column: int) -> int:
    """Where the place is in the text; columns are told in bytes."""
    start = offsets[line - 1]
    whole = text[start:].split("\n", 1)[0].encode()
    return start + len(whole[:column].decode())


def _is_readable(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _of_room(file: str) -> tuple[str, ...]:
    folder = "/".join(["tests/unit", *file.split("/")[1:3]])
    return (folder,) if (PROJECT / folder).exists() else ()


def all_mentions(kind: str, names: frozenset[str] = frozenset()) -> list[Mention]:
    """The mentions of the table's columns in what the rooms take in, keep and give out."""
    wanted = names or columns_of(kind)
    model = tables()[kind].model.__name__.lower()
    modules = (
        path
        for room in ROOMS
        for part in LOOKED_INTO
        for path in (PROJECT / room / f"{part}.py", *sorted((PROJECT / room / part).glob("*.py")))
    )
    found = chain(modules, (PROJECT / path for path in BESIDE))
    texts = {path: path.read_text(encoding="utf-8") for path in found if path.exists()}
    return [
        mention
        for path, text in texts.items()
        if model in text.lower()
        for mention in mentions(path.relative_to(PROJECT).as_posix(), text, wanted)
    ]


def columns_of(kind: str) -> frozenset[str]:
    """What files and the record call the columns of the table that are no other's key."""
    columns = [column for column in tables()[kind].columns if not column.is_key]
    return frozenset({column.name for column in columns} | {column.found for column in columns})


def tables() -> "dict[str, TableKind]":
    """The tables that rooms declare."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from gaisma.evidence.interop.kinds import table_kinds

    return {kind.key: kind for kind in table_kinds() if kind.columns}


def main(arguments: list[str]) -> int:
    """Take the mentions out; the exit status."""
    parser = ArgumentParser(prog="python -m tests.planted.mentions", description=__doc__)
    known = list(tables())
    parser.add_argument("--of", nargs="+", choices=known, default=known, metavar="TABLE")
    parser.add_argument("--columns", nargs="+", default=(), metavar="COLUMN")
    cores = len(os.sched_getaffinity(0))
    parser.add_argument("--beside", type=int, default=cores, help="so many at a time")
    options = parser.parse_args(arguments)
    found = (one for kind in options.of for one in all_mentions(kind, frozenset(options.columns)))
    return planting.run(list(dict.fromkeys(found)), options.beside)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
