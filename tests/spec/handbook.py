"""The indicator handbook: `python -m tests.spec.handbook` makes it of indicators and specs."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from textwrap import dedent

from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.indicators import Indicator
from gaisma.base.registry import gathered
from tests.spec import city, drawing
from tests.spec.drawing import Line
from tests.spec.specs import Spec

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "reference" / "indicators.md"

INTRODUCTION = """\
# Indicators

What can be asked, and what each figure counts. Made from the indicators and their specs by
`python -m tests.spec.handbook`; every table of figures below is a test that DuckDB and Spark pass.

`gaisma figure INDICATOR --filter name=value --by DIMENSION --as-of DATE` asks for a figure. With
`school_year` a figure is the state on 1 September of that year, of facts registered by `--as-of`;
without it the state on `--as-of`. A fact holds on both its first and its last day. A value is a
code or its English term; alternatives are joined by `|` (`or` in the tables below). An institution
stands for its units too. A change is `value from value of the year before`, a share
`part of whole`. Where there is no value the reason stands: no data (nothing is recorded for that
time, and a share of nothing), not begun, not asked, few (protected), redefined (a year that was
counted otherwise is not compared). A breakdown value that is not known is shown as –.

Where a case says nothing else, one looks on 2024-10-01 at this small city:
"""


def text() -> str:
    """The whole handbook."""
    from tests.spec.catalogue import SPECS

    known = gathered("INDICATORS")
    parts = [INTRODUCTION, _table(drawing.lines(city.INSTITUTIONS))]
    for room, indicators in groupby(known, key=lambda each: each.key.split(".")[0]):
        parts.append(f"## {room.capitalize()}\n")
        for indicator in indicators:
            cases = [spec for spec in SPECS if spec.indicator == indicator.key]
            parts += _described(indicator, cases)
    return "\n".join(parts)


def _described(indicator: Indicator, specs: Iterable[Spec]) -> Iterator[str]:
    yield f"### {indicator.title}: `{indicator.key}`\n"
    yield f"{indicator.description}\n"
    yield f"- unit: {indicator.unit.value}"
    yield f"- parameters: {_names(indicator.parameters)}"
    yield f"- broken down or filtered by: {_names(indicator.by)}"
    if indicator.filters:
        yield f"- only filtered by: {_names(indicator.filters)}"
    if indicator.protected:
        yield "- small groups are protected outside the circle of those who may open the records"
    yield ""
    for spec in specs:
        yield from _case(spec)


def _case(spec: Spec) -> Iterator[str]:
    yield f"**{spec.title}.**\n"
    for key, drawn in spec.tables.items():
        yield f"`{key}`:\n"
        yield _table(drawing.lines(drawn))
    yield "figures:\n" if spec.as_of == Spec.as_of else f"figures, as of {spec.as_of}:\n"
    yield _table(drawing.lines(dedent(spec.figures)))


def _table(lines: list[Line]) -> str:
    rows = ["| " + " | ".join(lines[0]) + " |", "|" + " --- |" * len(lines[0])]
    rows += ["| " + " | ".join(line.values()) + " |" for line in lines]
    return "\n".join(rows) + "\n"


def _names(names: Iterable[str]) -> str:
    words = [
        f"`{name}`" + (f" ({DIMENSIONS[name].title.lower()})" if name in DIMENSIONS else "")
        for name in names
    ]
    return ", ".join(words) or "none"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    django.setup()
    HANDBOOK.write_text(text(), encoding="utf-8")
