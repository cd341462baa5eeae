"""Tables of figures by dimensions, or over school years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from gaisma.analytics import calculation
from gaisma.analytics.calculation import Figure, State
from gaisma.base.wording import names, numbers, school_years
from gaisma.base.wording.numbers import SPACE
from gaisma.evidence.figures import asking as rules
from gaisma.evidence.figures import states
from gaisma.evidence.reports import labels, saying
from gaisma.evidence.reports.asking import Answers, Asker, ReportQuestion
from gaisma.evidence.reports.editions import Edition, Part
from gaisma.evidence.reports.sections import (
    Column,
    ReportTable,
    Shows,
)
from gaisma.evidence.reports.tables.cells import Cell, Row, TableView, cell_of, signs_of

MISSING = {State.NO_DATA, State.NOT_BEGUN, State.NOT_ASKED, None}


@dataclass(frozen=True)
class Asked:
    """A declared table in its place: where its questions come from."""

    table: ReportTable
    part: Part
    asker: Asker

    def questions(self) -> Iterator[ReportQuestion]:
        """Everything that the table asks, column by column."""
        for column in self.table.columns:
            if self.table.years:
                yield from (self.of_year(column, year) for year in self.years())
                continue
            yield self.by_row(column)
            if self.table.total:
                yield self.in_total(column)

    def years(self) -> list[str]:
        """The school years of the rows, the oldest first."""
        back = range(self.table.years - 1, -1, -1)
        return [school_years.previous(self.asker.school_year, back=n) for n in back]

    def by_row(self, column: Column) -> ReportQuestion:
        by = self.table.by
        if column.shows is Shows.NAMES:
            by = (*by, self.table.names)
        return self._question(column, by)

    def in_total(self, column: Column) -> ReportQuestion:
        return self._question(column, ())

    def of_row(self, column: Column, key: tuple[str, ...]) -> ReportQuestion:
        """What a cell alone asks: the values of its row among the filters."""
        return self._question(column, (), **dict(zip(self.table.by, key, strict=True)))

    def of_cell(self, column: Column, question: ReportQuestion) -> ReportQuestion | None:
        """What a column shows of an answer: itself, or that of the year it is compared with."""
        return self.asker.before(question) if column.shows is Shows.BEFORE else question

    def of_year(self, column: Column, year: str) -> ReportQuestion:
        question = self._question(column, (), school_year=self.asker.school_year)
        filters = dict(question.filters)
        if "school_year" not in filters or self.asker.indicators[column.indicator].compares:
            return self._question(column, (), school_year=year)
        then = rules.in_year(column.indicator, filters, earlier=year)
        return ReportQuestion.of(column.indicator, then, (), question.as_of)

    def _question(self, column: Column, by: tuple[str, ...], **more: str) -> ReportQuestion:
        filters = self.part.filters({**self.table.within, **column.filters, **more})
        return self.asker.completed(ReportQuestion.of(column.indicator, filters, by))


def view(asked: Asked, answers: Answers, *, edition: Edition) -> TableView:
    """The table as it is printed, rows without any number left out."""
    table = asked.table
    rows = _year_rows(asked, answers, edition) if table.years else _rows(asked, answers, edition)
    total = None if table.years or not table.total else _total(asked, answers, edition)
    everything = _evened([*rows, total] if total else rows, edition.language)
    rows, total = everything[: len(rows)], everything[-1] if total else None
    return TableView(
        anchor=f"t-{asked.part.anchor}-{table.key}",
        number=0,
        title=_(table.title),
        heads=_heads(table),
        columns=table.columns,
        rows=tuple(rows),
        total=total,
        in_time=bool(table.years),
        has_hidden=any(cell.is_hidden for row in everything for cell in row.cells),
        signs=signs_of(everything),
    )


def _evened(rows: list[Row], language: str) -> list[Row]:
    """The rows with as many decimals in each number of a column as any of them needs."""
    point = numbers.point_of(language)
    number = re.compile(rf"([^{point}]*\d)(?:{point}(\d+))?(\D*)")
    needed = [
        max((len(found[2] or "") for found in map(number.fullmatch, column) if found), default=0)
        for column in zip(*([cell.text for cell in row.cells] for row in rows), strict=True)
    ]

    def even(cell: Cell, decimals: int) -> Cell:
        found = number.fullmatch(cell.text) if cell.is_number and decimals else None
        if not found:
            return cell
        digits = (found[2] or "").ljust(decimals, "0")
        return replace(cell, text=f"{found[1]}{point}{digits}{found[3]}")

    return [
        Row(row.heads, tuple(even(*pair) for pair in zip(row.cells, needed, strict=True)))
        for row in rows
    ]


def _heads(table: ReportTable) -> tuple[str, ...]:
    if table.years:
        return (_("School year"),)
    return tuple(labels.dimension(name) for name in table.by)


def _year_rows(asked: Asked, answers: Answers, edition: Edition) -> list[Row]:
    rows = []
    before: list[Figure | None] = [None] * len(asked.table.columns)
    for year in asked.years():
        questions = [asked.of_year(column, year) for column in asked.table.columns]
        figures = [next(iter(answers[question]), None) for question in questions]
        cells = tuple(
            _marked(cell_of(one, asked.of_cell(one, question), question, now, edition), now, last)
            for one, question, now, last in zip(
                asked.table.columns, questions, figures, before, strict=True
            )
        )
        before = [
            now if now and now.basis else last for now, last in zip(figures, before, strict=True)
        ]
        rows.append(Row((school_years.short(year, edition.language),), cells))
    return rows


def _marked(cell: Cell, figure: Figure | None, before: Figure | None) -> Cell:
    """The number, marked where it is counted otherwise than that of the year above it."""
    if not figure or not before or not calculation.differ(figure.basis, before.basis):
        return cell
    return replace(cell, text=f"{states.sign(State.REDEFINED)}{SPACE}{cell.text}", is_break=True)


def _rows(asked: Asked, answers: Answers, edition: Edition) -> list[Row]:
    table = asked.table
    columns = [_by_key(asked, column, answers) for column in table.columns]
    keys = sorted(
        {key for figures in columns for key, found in figures.items() if _has_number(found)},
        key=lambda key: _order(table, key, edition),
    )
    rows: list[Row] = []
    before: tuple[str, ...] = ()
    for key in keys:
        pairs = zip(table.by, key, strict=True)
        heads = tuple(names.headed(labels.value(n, k, edition)) for n, k in pairs)
        cells = tuple(
            _listed_or_cell(asked, column, key, figures.get(key, []), answers, edition)
            for column, figures in zip(table.columns, columns, strict=True)
        )
        rows.append(Row(_without_repetition(heads, before), cells))
        before = heads
    return rows


def _order(table: ReportTable, key: tuple[str, ...], edition: Edition) -> list[tuple[object, ...]]:
    pairs = zip(table.by, key, strict=True)
    return [labels.place_in_order(name, code, edition) for name, code in pairs]


def _without_repetition(heads: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
    """The first name stands once above the rows that share it."""
    if len(heads) > 1 and before and heads[0] == before[0]:
        return ("", *heads[1:])
    return heads


def _has_number(figures: list[Figure]) -> bool:
    return any(figure.value or figure.compared_value or figure.suppressed for figure in figures)


def _by_key(asked: Asked, column: Column, answers: Answers) -> dict[tuple[str, ...], list[Figure]]:
    grouped: dict[tuple[str, ...], list[Figure]] = {}
    for figure in answers[asked.by_row(column)]:
        key = tuple(figure.by[name] for name in asked.table.by)
        if all(key):
            grouped.setdefault(key, []).append(figure)
    return grouped


def _listed_or_cell(
    asked: Asked,
    column: Column,
    key: tuple[str, ...],
    figures: list[Figure],
    answers: Answers,
    edition: Edition,
) -> Cell:
    line, question = asked.by_row(column), asked.of_cell(column, asked.of_row(column, key))
    if column.shows is not Shows.NAMES:
        figure = figures[0] if figures else _nothing(asked, column, key, answers)
        return cell_of(column, question, line, figure, edition)
    codes = [figure.by[asked.table.names] for figure in figures if figure.value]
    codes.sort(key=lambda code: labels.place_in_order(asked.table.names, code, edition))
    listed = ", ".join(labels.value(asked.table.names, code, edition) for code in codes)
    return Cell(listed, question, line, is_number=False)


def _nothing(asked: Asked, column: Column, key: tuple[str, ...], answers: Answers) -> Figure | None:
    """What a row has of a column that does not know it: a zero, unless the whole is not known.

    What is recorded value by value is asked of the row: of others a zero says nothing of it.
    """
    if {*asked.table.by} & {*asked.asker.indicators[column.indicator].covered_of}:
        alone = asked.of_row(column, key)
        (figure,) = asked.asker.ask([alone])[alone]
        return figure if figure.value is None else None
    every = answers[asked.by_row(column)]
    if not every:
        whole = asked.in_total(column)
        every = answers.get(whole) or asked.asker.ask([whole])[whole]
    is_before = column.shows is Shows.BEFORE
    found = {(one.compared_state if is_before else one.state) for one in every}
    is_known = bool(found - MISSING)
    if not every or (is_known and every[0].unit != saying.PERCENT):
        return None
    told = [state for state in found if state in MISSING and state]
    state = State.NO_DATA if is_known or not told else told[0]
    return replace(calculation.protected(every[0]), suppressed=False, state=state)


def _total(asked: Asked, answers: Answers, edition: Edition) -> Row:
    cells = []
    for column in asked.table.columns:
        question = asked.in_total(column)
        if column.shows is Shows.NAMES:
            cells.append(Cell("", question, question, is_number=False))
            continue
        figure, shown = next(iter(answers[question]), None), asked.of_cell(column, question)
        cells.append(cell_of(column, shown, question, figure, edition))
    blanks = ("",) * (len(asked.table.by) - 1)
    return Row((_("Total"), *blanks), tuple(cells))
