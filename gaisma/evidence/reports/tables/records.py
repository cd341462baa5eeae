"""Tables of rows of the record, with the figures that stand beside their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from gaisma.evidence.reports.asking import Answers, Asker, ReportQuestion
from gaisma.evidence.reports.editions import Edition, Part
from gaisma.evidence.reports.sections import (
    Column,
    FigureOfRow,
    InOwnLanguage,
    PrintedLine,
    RecordTable,
)
from gaisma.evidence.reports.tables.cells import Cell, Row, TableView, cell_of, signs_of


@dataclass(frozen=True)
class Printed:
    """A declared table of rows of the record in its place, and what its lines ask."""

    table: RecordTable[Any]
    part: Part
    asker: Asker
    lines: tuple[PrintedLine, ...]

    def questions(self) -> Iterator[ReportQuestion]:
        """Everything that its rows ask."""
        for line in self.lines:
            for figure in self.figures(line):
                if figure.indicator:
                    yield self.question(figure)

    def figures(self, line: PrintedLine) -> list[FigureOfRow]:
        """What a line asks, place by place."""
        return [one for one in line if isinstance(one, FigureOfRow)]

    def question(self, figure: FigureOfRow) -> ReportQuestion:
        filters = self.part.filters(figure.filters)
        return self.asker.completed(ReportQuestion.of(figure.indicator, filters))


def printed(asked: Printed, answers: Answers, *, edition: Edition) -> TableView:
    """Rows of the record as a table of words, with the figures that they ask."""
    table = asked.table
    rows = tuple(_printed_row(asked, line, answers, edition) for line in asked.lines)
    return TableView(
        anchor=f"t-{asked.part.anchor}-{table.key}",
        number=0,
        title=_(table.title),
        heads=tuple(_(column) for column in table.columns),
        columns=tuple(Column(title, "") for title in table.figures),
        rows=rows,
        total=None,
        has_hidden=any(cell.is_hidden for row in rows for cell in row.cells),
        signs=signs_of(rows),
    )


def _printed_row(asked: Printed, line: PrintedLine, answers: Answers, edition: Edition) -> Row:
    words = tuple(_said(one, edition) for one in line if not isinstance(one, FigureOfRow))
    cells = (_figure_cell(asked, one, answers, edition) for one in asked.figures(line))
    return Row(words, tuple(cells))


def _figure_cell(asked: Printed, figure: FigureOfRow, answers: Answers, edition: Edition) -> Cell:
    column = Column("", figure.indicator)
    if not figure.indicator:
        nothing = ReportQuestion("", is_asked=False)
        return Cell("", None, nothing, is_number=False)
    question = asked.question(figure)
    return cell_of(column, question, question, answers[question][0], edition)


def _said(words: str | InOwnLanguage, edition: Edition) -> str:
    """Words of the record, marked where they are not in the report's language."""
    if isinstance(words, str):
        return words
    if edition.kept_in == edition.language:
        return words.before + words.words
    marked = format_html('{}<span lang="{}">{}</span>', words.before, edition.kept_in, words.words)
    told = {"lv": _("(in Latvian)"), "en": _("(in English)"), "ru": _("(in Russian)")}
    return format_html("{} {}", marked, told[edition.kept_in]) if words.told else marked
