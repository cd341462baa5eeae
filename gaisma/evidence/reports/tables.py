"""Tables of a report: the questions that they ask, and their rows from the answers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from gaisma.analytics import calculation
from gaisma.analytics.calculation import Figure, State
from gaisma.base.wording import names, numbers, school_years
from gaisma.base.wording.numbers import SPACE, Value
from gaisma.evidence.figures import asking as rules
from gaisma.evidence.figures import states
from gaisma.evidence.reports import labels, saying
from gaisma.evidence.reports.asking import Answers, Asker, ReportQuestion
from gaisma.evidence.reports.editions import Edition, Part
from gaisma.evidence.reports.sections import Column, InOwnLanguage, RecordTable, ReportTable, Shows

MISSING = {State.NO_DATA, State.NOT_BEGUN, State.NOT_ASKED, None}


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
        signs=_signs(everything),
    )


def _signs(rows: Iterable[Row]) -> tuple[states.Sign, ...]:
    """What the signs of the table mean; that of a protected number the report tells itself."""
    cells = [cell for row in rows for cell in row.cells]
    present = {cell.state for cell in cells if cell.state is not State.PROTECTED}
    if any(cell.is_break for cell in cells):
        present.add(State.REDEFINED)
    return states.legend(present)


def printed(table: RecordTable[Any], part: Part, edition: Edition) -> TableView:
    """Rows of the record as a table of words."""
    lines = edition.printed.get((part.section.key, table.key), ())
    return TableView(
        anchor=f"t-{part.anchor}-{table.key}",
        number=0,
        title=_(table.title),
        heads=tuple(_(column) for column in table.columns),
        columns=(),
        rows=tuple(Row(tuple(_said(one, edition) for one in line), ()) for line in lines),
        total=None,
        has_hidden=False,
    )


def _said(words: str | InOwnLanguage, edition: Edition) -> str:
    """Words of the record, marked where they are not in the report's language."""
    if isinstance(words, str):
        return words
    if edition.kept_in == edition.language:
        return words.before + words.words
    marked = format_html('{}<span lang="{}">{}</span>', words.before, edition.kept_in, words.words)
    told = {"lv": _("(in Latvian)"), "en": _("(in English)"), "ru": _("(in Russian)")}
    return format_html("{} {}", marked, told[edition.kept_in]) if words.told else marked


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
            _marked(_cell(one, asked.of_cell(one, question), question, now, edition), now, last)
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
        return _cell(column, question, line, figure, edition)
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
        cells.append(_cell(column, shown, question, figure, edition))
    blanks = ("",) * (len(asked.table.by) - 1)
    return Row((_("Total"), *blanks), tuple(cells))


def _cell(
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
