"""What a room declares when it gives a part to a report: values, no behaviour.

Titles are English message ids. Filters name what the question asks; the report adds its own
school year, and the year before where an answer is compared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

THIS = "this"
"""In a section that is repeated for every institution of a kind: that institution."""


class Shows(StrEnum):
    """What a column takes from its figures."""

    VALUE = "value"
    BEFORE = "before"
    CHANGE = "change"
    NAMES = "names"


@dataclass(frozen=True)
class Column:
    """One column of a table: an indicator over the table's rows."""

    title: str
    indicator: str
    filters: Mapping[str, str] = field(default_factory=dict)
    shows: Shows = Shows.VALUE


@dataclass(frozen=True)
class ReportTable:
    """A table whose rows are the values of its dimensions.

    `within` are filters of all columns. `names` is a dimension whose values are listed in one
    cell by columns that show names. `years` makes the rows that many school years instead.
    """

    key: str
    title: str
    by: tuple[str, ...]
    columns: tuple[Column, ...]
    within: Mapping[str, str] = field(default_factory=dict)
    names: str = ""
    total: bool = True
    years: int = 0


@dataclass(frozen=True)
class InOwnLanguage:
    """Words that are kept in the installation's own language alone, after words that are not.

    Reports in other languages mark them as such, and say so where `told`.
    """

    words: str
    before: str = ""
    told: bool = True


@dataclass(frozen=True)
class FigureOfRow:
    """A figure beside the words of a row: its indicator and filters, as a table's column has them.

    Without an indicator nothing is asked, and the place stays empty.
    """

    indicator: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)


PrintedLine = tuple[str | InOwnLanguage | FigureOfRow, ...]
Row = TypeVar("Row")


@dataclass(frozen=True)
class RecordTable(Generic[Row]):
    """A table of rows of the record, printed as they are: texts and days.

    `rows` reads them for a school year, as they stood on a day; `line` says one of them in the
    language that is active, and `place` is what they are sorted by there, where the order is that
    of an alphabet. What is counted stands last in a line, as figures that the report asks: under
    `figures`.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    rows: Callable[[str, date], Sequence[Row]]
    line: Callable[[Row], PrintedLine]
    place: Callable[[Row], Any] | None = None
    figures: tuple[str, ...] = ()

    def lines(self, rows: Sequence[Row]) -> tuple[PrintedLine, ...]:
        """The rows in the language that is active."""
        ordered = sorted(rows, key=self.place) if self.place else rows
        return tuple(map(self.line, ordered))


@dataclass(frozen=True)
class ReportChart:
    """Bars drawn from some columns of a table of the same section, which is its table of numbers.

    `upright` stands the bars up, for a few rows such as years.
    """

    key: str
    title: str
    table: str
    columns: tuple[int, ...] = (0,)
    upright: bool = False


@dataclass(frozen=True)
class Chapter:
    """A part of a report that sections of several rooms fill."""

    key: str
    title: str


@dataclass(frozen=True)
class ReportKind:
    """A report that can be built, listed under REPORTS: its chapters in their order.

    Rooms to come give reports of their own, such as that on vocational education.

    `title` is its name in lists, `heading` that on its cover, with the authority and school year.
    """

    key: str
    title: str
    heading: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class ReportSection:
    """A section that a room gives to a report.

    Its text stands in `narratives` as `<key>.<language>.txt` until people write their own. With
    `each`, a kind of institution, the section is repeated for every institution of that kind.
    """

    key: str
    order: int
    report: str
    chapter: str
    title: str
    narratives: Path
    template: str = "reports/section.html"
    tables: tuple[ReportTable, ...] = ()
    printed: tuple[RecordTable[Any], ...] = ()
    charts: tuple[ReportChart, ...] = ()
    each: str = ""

    def narrative(self, language: str) -> str:
        """The text that ships with the section."""
        path = self.narratives / f"{self.key}.{language}.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""
