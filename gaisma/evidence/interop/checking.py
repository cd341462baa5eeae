"""A table of strings to a table of values: types and required cells; the row is always named."""

from collections.abc import Callable, Iterable
from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop import values
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.delivery import Origin, Table
from gaisma.evidence.interop.findings import LISTED, Findings
from gaisma.evidence.interop.kinds import all_columns_of

IDENTIFIED_BY = {
    "institution": ("institution_identifier", "group_identifier"),
    "group": ("group_identifier",),
    "school_year": ("group_identifier",),
    "programme": ("programme_identifier",),
}
"""Another system's identifier says the same as these columns, which may then be absent."""


class Check:
    """One table with its findings; problems are named as the sender calls file and column."""

    def __init__(self, table: Table, findings: Findings) -> None:
        self.table = table
        self.findings = findings

    def origin(self, column: str) -> Origin:
        """Where the column stands in the sender's files."""
        return self.table.origins.get(column) or Origin(self.table.file, column)

    def refuse(
        self,
        rows: pl.DataFrame,
        column: str,
        message: str | Callable[[str], str],
        *,
        value: str | None = None,
    ) -> None:
        """One problem for each of the rows; `value` is the column that holds what stands there.

        `message` may be a function of the value.
        """
        for row, text in self._first(rows, column, value or column):
            told = message if isinstance(message, str) else message(text or "")
            origin = self.origin(column)
            self.findings.problem(origin.file, told, row=row, column=origin.column, value=text)
        self.findings.uncounted(problems=max(0, rows.height - LISTED))

    def note(self, rows: pl.DataFrame, column: str, message: str, *, value: str = "") -> None:
        """One note for each of the rows."""
        for row, text in self._first(rows, column, value or column):
            origin = self.origin(column)
            self.findings.note(origin.file, message, row=row, column=origin.column, value=text)
        self.findings.uncounted(notes=max(0, rows.height - LISTED))

    def refuse_each(
        self, rows: pl.DataFrame, column: str, messages: Iterable[str], *, value: str = ""
    ) -> None:
        """One problem for each of the rows, each with its own message."""
        origin = self.origin(column)
        listed = zip(self._first(rows, column, value or column), messages, strict=False)
        for (row, text), told in listed:
            self.findings.problem(origin.file, told, row=row, column=origin.column, value=text)
        self.findings.uncounted(problems=max(0, rows.height - LISTED))

    def _first(
        self, rows: pl.DataFrame, column: str, value: str
    ) -> list[tuple[int | None, str | None]]:
        """The row's number and what stands in its cell, as it was sent; else the value in hand."""
        if rows.is_empty():
            return []
        first, number = rows.head(LISTED), self.origin(column).row
        sent = self._sent(first, {number, value})
        numbers = first if number in first.columns else sent
        if number not in numbers.columns:
            numbers, number = first, "row"
        values = sent if value in sent.columns else first
        written = _as_written(values[value]) if value in values.columns else [None] * first.height
        return list(zip(numbers[number], written, strict=True))

    def _sent(self, rows: pl.DataFrame, names: set[str]) -> pl.DataFrame:
        """Those columns of the rows as the table has them."""
        sent, known = self.table.frame, [name for name in names if name in self.table.frame.columns]
        if "row" not in rows.columns or not known:
            return pl.DataFrame()
        there = sent.select({"row", *known}).join(rows, on="row", how="semi")
        there = there.unique("row", keep="first")
        return rows.select("row").join(there, on="row", how="left", maintain_order="left")


def _as_written(values: pl.Series) -> pl.Series:
    """The values as texts; several of one cell stand between bars, as files write them."""
    if isinstance(values.dtype, pl.List):
        return values.list.eval(pl.element().cast(pl.String)).list.join(" | ")
    return values.cast(pl.String)


def checked(check: Check, *, today: date) -> pl.DataFrame:
    """The table's good rows as values, with `row`; every bad cell becomes a problem."""
    frame = check.table.frame
    columns = [
        column for column in all_columns_of(check.table.kind) if column.name in frame.columns
    ]
    numbers = {"row", *(origin.row for origin in check.table.origins.values())}
    frame = frame.with_columns(_blank_to_null(column.name) for column in columns)
    typed = frame.select(name for name in frame.columns if name in numbers)
    good = pl.Series([True]).new_from_index(0, frame.height)
    for column in columns:
        series, fine = _typed(check, frame, column, today)
        typed = typed.with_columns(series.alias(column.name))
        good = good & fine
    good = good & _complete(check, frame)
    return typed.filter(good)


def lacking(table: Table) -> list[str]:
    """The required columns that the table lacks altogether; such a table cannot be planned."""
    present = set(table.frame.columns)
    return [
        column.name
        for column in all_columns_of(table.kind)
        if column.required and not present & {column.name, *IDENTIFIED_BY.get(column.name, ())}
    ]


def _blank_to_null(name: str) -> pl.Expr:
    text = pl.col(name).cast(pl.String)
    return pl.when(text.str.len_bytes() > 0).then(text).alias(name)


def _typed(
    check: Check, frame: pl.DataFrame, column: Column, today: date
) -> tuple[pl.Series, pl.Series]:
    sent, meanings = frame[column.name], check.table.meanings
    texts = sent if meanings is None else meanings.read(column, sent)
    parsed = values.parsed(column, texts, today=today)
    bad = texts.is_not_null() & parsed.values.is_null()
    check.refuse(frame.filter(bad), column.name, parsed.complaint)
    told = bad | texts.ne_missing(sent)
    if meanings is not None and meanings.concerns(column) and told.any():
        counted = frame.filter(told)[column.name].value_counts(name="rows")
        meanings.meet(column, counted, check.origin(column.name), check.findings)
    if parsed.odd is not None and parsed.odd.any():
        example = texts.filter(parsed.odd.fill_null(value=False))[0]
        origin = check.origin(column.name)
        check.findings.note(
            origin.file, parsed.habit % {"value": example}, column=origin.column, value=example
        )
    return parsed.values, ~bad


def _complete(check: Check, frame: pl.DataFrame) -> pl.Series:
    good = pl.Series([True]).new_from_index(0, frame.height)
    for column in all_columns_of(check.table.kind):
        if column.required and column.name in frame.columns:
            empty = frame.select(_empty(frame, column).alias("empty"))["empty"]
            check.refuse(
                frame.filter(empty),
                column.name,
                _("This cell is empty and the table needs a value here."),
            )
            good = good & ~empty
    return good


def _empty(frame: pl.DataFrame, column: Column) -> pl.Expr:
    empty = pl.col(column.name).is_null()
    for identifier in IDENTIFIED_BY.get(column.name, ()):
        if identifier in frame.columns:
            empty = empty & pl.col(identifier).is_null()
    return empty
