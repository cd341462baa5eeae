"""A table as it is printed: its rows, and the numbers in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from gaisma.analytics.calculation import Figure, State
from gaisma.base.wording import numbers
from gaisma.base.wording.numbers import Value
from gaisma.evidence.figures import states
from gaisma.evidence.reports import saying
from gaisma.evidence.reports.asking import ReportQuestion
from gaisma.evidence.reports.editions import Edition
from gaisma.evidence.reports.sections import (
    Column,
    Shows,
)


@dataclass(frozen=True)
class Cell:
    """A number of a table with the whole question that it answers, where it can be asked by itself.

    `line` is the question by which the report asked it together with others of its column.
    """

    text: str
    question: ReportQuestion | None
    line: ReportQuestion
    value: Value | None = None
    is_number: bool = True
    state: State = State.KNOWN
    is_break: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether the number is kept back: then there is nothing behind it to open."""
        return self.text == saying.HIDDEN


@dataclass(frozen=True)
class Row:
    """What a row is about, and its numbers."""

    heads: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TableView:
    """A table as it is printed."""

    anchor: str
    number: int
    title: str
    heads: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None
    has_hidden: bool
    in_time: bool = False
    signs: tuple[states.Sign, ...] = ()

    @property
    def titles(self) -> list[str]:
        return [_(column.title) for column in self.columns]

    @property
    def headed(self) -> list[dict[str, object]]:
        """The titles of the columns, and whether numbers stand below them."""
        return [
            {"title": title, "is_number": column.shows is not Shows.NAMES}
            for title, column in zip(self.titles, self.columns, strict=True)
        ]

    @property
    def widths(self) -> list[int]:
        """Percents of the width: as much for a list of names as for names of rows."""
        wide = len(self.heads) + sum(column.shows is Shows.NAMES for column in self.columns)
        narrow = len(self.heads) + len(self.columns) - wide
        number = min(18, 60 // narrow) if narrow else 0
        word = (100 - number * narrow) // wide
        return [word] * len(self.heads) + [
            word if column.shows is Shows.NAMES else number for column in self.columns
        ]

    @property
    def adds_up_to_more(self) -> bool:
        """Whether rows count somebody whom the total counts once."""
        if not self.total:
            return False
        return any(
            isinstance(total.value, int)
            and sum(row.cells[index].value or 0 for row in self.rows) > total.value
            for index, total in enumerate(self.total.cells)
            if total.is_number and self.columns[index].shows is Shows.VALUE
        )

    @property
    def tells(self) -> bool:
        """Whether any of its cells says something."""
        return any(
            bool(cell.value) or cell.text == saying.HIDDEN or (not cell.is_number and cell.text)
            for row in self.rows
            for cell in row.cells
        )

    def numbered(self, number: int) -> "TableView":
        """The same table under the next number."""
        return replace(self, number=number)


def signs_of(rows: Iterable[Row]) -> tuple[states.Sign, ...]:
    """What the signs of the table mean; that of a protected number the report tells itself."""
    cells = [cell for row in rows for cell in row.cells]
    present = {cell.state for cell in cells if cell.state is not State.PROTECTED}
    if any(cell.is_break for cell in cells):
        present.add(State.REDEFINED)
    return states.legend(present)


def cell_of(
    column: Column,
    question: ReportQuestion | None,
    line: ReportQuestion,
    figure: Figure | None,
    edition: Edition,
) -> Cell:
    if figure is None:
        return Cell(saying.number_of(0, "", edition.language), question, line, 0)
    if figure.suppressed:
        return Cell(saying.HIDDEN, question, line, state=State.PROTECTED)
    value, state = figure.value, figure.state
    if column.shows is Shows.BEFORE:
        value, state = figure.compared_value, figure.compared_state or state
    if value is None:
        return Cell(states.sign(state), question, line, state=state)
    if column.shows is Shows.CHANGE:
        return Cell(numbers.signed(value, edition.language), question, line, value)
    return Cell(saying.number_of(value, figure.unit, edition.language), question, line, value)
