"""Measures how the house is built, from its source: python -m benchmarks.house COLUMN.

    python -m benchmarks.house "2026-11-23, before" [--of CHECKOUT] [--times LOG] [--draw]

Writes the figures into docs/reference/house.md as the column of that name and keeps the columns of
earlier runs; `--of` measures another checkout, `--times` takes the time of each part of `make test`
from what it printed, `--draw` writes the drawing of the floors and rooms, docs/develop/house.md.
Nothing of what is measured is imported.
"""

import re
import statistics
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.drawing import drawn
from benchmarks.measuring import PROJECT
from benchmarks.source import House, Module, Room

PAGE = PROJECT / "docs" / "reference" / "house.md"
DRAWING = PROJECT / "docs" / "develop" / "house.md"
LONG_LINE = 120
FIELD = "regime"
"""A field of Group that is asked for, shown, imported, exported, copied and counted."""
WORN = ("Question", "Line", "Step")
"""Names of classes that mean several things."""
PART = re.compile(r"^ {2}(\w+) +(?:passed|FAILED|OUT OF TIME) +(\d+) s", re.MULTILINE)
HEAD = (
    "# The house, measured\n\nHow the code is built, from its source, by"
    ' `python -m benchmarks.house "COLUMN"`: one column for each time it was measured. What a line'
    " counts is said in `benchmarks/house.py` and `benchmarks/source.py`; migrations are left out,"
    " and so are tests but where they are named. Times are those of a whole run, parts side by"
    " side. The rooms are drawn in [the house](../develop/house.md). What the house shows (pages,"
    " figures, reports, commands) is held against another checkout by"
    " `python -m tests.same_pages`.\n"
)

Table = dict[str, str]


def whole(house: House) -> Table:
    """The figures of the whole package."""
    privates = [called for module in house.modules for called in module.privates.values()]
    importers = Counter(house.importers.values())
    templates = [line for lines in house.templates.values() for line in lines]
    named = [name for module in house.modules for name in module.classes]
    sizes = [module.lines for module in house.modules if module.lines]
    functions = [length for module in house.modules for length in module.functions]
    views = [length for module in house.modules for length in module.views]
    touched = sorted(map(len, house.naming_indicators().values()))
    return {
        "lines of Python that are code": _number(sum(sizes)),
        "modules": _number(len(house.modules)),
        "lines of a module: median, nine in ten, most": _spread(sizes),
        "functions and methods": _number(len(functions)),
        "lines of a function: median, nine in ten, most": _spread(functions),
        "views": _number(len(views)),
        "lines of a view: median, nine in ten, most": _spread(views),
        "lines of code in tests for one of the package": f"{house.test_lines / sum(sizes):.2f}",
        "modules that exactly one other imports": _number(importers[1]),
        "private functions": _number(len(privates)),
        "private functions called once": _number(privates.count(1)),
        "functions named is_… that answer nothing": _number(_checks(house.modules)),
        "registries": _number(len(house.registries())),
        "registries with one provider": _number(_provided(house, 1)),
        "registries with none": _number(_provided(house, 0)),
        "templates": _number(len(house.templates)),
        "lines of templates": _number(len(templates)),
        f"template lines over {LONG_LINE}": _number(sum(n > LONG_LINE for n in templates)),
        "longest template line": _number(max(templates, default=0)),
        f"files that name a field of a group (`{FIELD}`)": _number(len(house.naming(FIELD))),
        "files that name an indicator of the report: median, most": (
            f"{statistics.median(touched):.0f}, {touched[-1]}" if touched else "–"
        ),
        "modules that name `told`": _number(len(house.naming("told", only=(".py",)))),
        **{f"classes named `{name}`": _number(named.count(name)) for name in WORN},
    }


def rooms(house: House) -> Table:
    """Each room: its files, its lines of code, and the files outside that name it."""
    return {f"`{room.name}`": _room(house, room) for room in house.rooms if room.lines}


def registries(house: House) -> Table:
    """Each registry and how many rooms fill it."""
    return {f"`{name}`": _number(found) for name, found in sorted(house.registries().items())}


def purposes(house: House) -> str:
    """What each registry is for: what the module that reads it says of itself."""
    return "".join(
        f"- `{name}`: {_of_reader(house.reader(name))}\n" for name in sorted(house.registries())
    )


def times(log: str) -> Table:
    """The minutes that each part of `make test` took, from what it printed."""
    return {name: f"{int(seconds) / 60:.1f} min" for name, seconds in PART.findall(log)}


def page(tables: dict[str, Table], *, column: str, known: str, read: str = "") -> str:
    """The page with the column; what other columns say is kept from the known page."""
    parts = {
        title: _updated(table, column, _table_in(known, title)) for title, table in tables.items()
    }
    parts["What each registry is for"] = read
    return HEAD + "".join(f"\n## {title}\n\n{text}" for title, text in parts.items() if text)


def _updated(table: Table, column: str, known: dict[str, Table]) -> str:
    columns = known | ({column: table} if table else {})
    if not columns:
        return ""
    rows = dict.fromkeys(row for named in columns.values() for row in named)
    lines = [["", *columns], ["---", *["--:"] * len(columns)]]
    lines += [[row, *(named.get(row, "") for named in columns.values())] for row in rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _table_in(text: str, title: str) -> dict[str, Table]:
    """The columns of the table under a heading."""
    _, _, rest = text.partition(f"\n## {title}\n")
    lines = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    if not cells:
        return {}
    head, _ruler, *rows = cells
    return {
        name: {row[0]: row[place] for row in rows if row[place]}
        for place, name in enumerate(head)
        if place
    }


def _room(house: House, room: Room) -> str:
    outside = len(house.naming_room(room))
    return f"{room.files} files, {room.python} Python, {room.lines} lines; {outside} outside"


def _of_reader(module: Module) -> str:
    return f"{module.purpose} (`{module.name.partition('.')[2]}`)"


def _checks(modules: Iterable[Module]) -> int:
    return sum(len(module.checks) for module in modules)


def _provided(house: House, number: int) -> int:
    return sum(found == number for found in house.registries().values())


def _spread(values: list[int]) -> str:
    ordered = sorted(values) or [0]
    nine = ordered[max(0, -(-len(ordered) * 9 // 10) - 1)]
    return f"{statistics.median(ordered):.0f}, {nine}, {ordered[-1]}"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def main(words: list[str]) -> int:
    """Measure, and write the page; the exit status."""
    parser = ArgumentParser(prog="python -m benchmarks.house", description=__doc__)
    parser.add_argument("column")
    parser.add_argument("--of", type=Path, default=PROJECT, metavar="CHECKOUT")
    parser.add_argument("--times", type=Path, metavar="LOG")
    parser.add_argument("--draw", action="store_true")
    options = parser.parse_args(words)
    house = House(options.of / "gaisma", tests=options.of / "tests")
    log = options.times.read_text(encoding="utf-8", errors="replace") if options.times else ""
    tables = {
        "Whole": whole(house),
        "Rooms": rooms(house),
        "Registries and their providers": registries(house),
        "Time of the tests by part": times(log),
    }
    known = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    written = page(tables, column=options.column, known=known, read=purposes(house))
    PAGE.write_text(written, encoding="utf-8")
    if options.draw:
        DRAWING.parent.mkdir(exist_ok=True)
        DRAWING.write_text(drawn(house), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
