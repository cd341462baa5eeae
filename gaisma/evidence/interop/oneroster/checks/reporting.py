"""Bad rows of a frame as problems and notes: counted as columns, listed one by one."""

from collections.abc import Callable, Iterator

import polars as pl

from gaisma.evidence.interop.findings import LISTED, Findings

Wording = Callable[[str], str]
"""Gives the message for a value."""


def report(
    findings: Findings,
    file: str,
    frame: pl.DataFrame,
    bad: pl.Expr,
    wording: Wording,
    *,
    column: str,
    as_note: bool = False,
) -> bool:
    """Add one finding for each row of the frame that is bad; whether there were any."""
    rows = frame.lazy().filter(bad).select("row", pl.col(column).alias("value")).collect()
    for row, value in _listed(rows):
        add = findings.note if as_note else findings.problem
        add(file, wording(value or ""), row=row, column=column, value=value)
    unlisted = max(0, rows.height - LISTED)
    findings.uncounted(problems=0 if as_note else unlisted, notes=unlisted if as_note else 0)
    return rows.height > 0


def remark(
    findings: Findings, file: str, frame: pl.DataFrame, odd: pl.Expr, wording: Wording, column: str
) -> None:
    """One note for all odd rows together, at the first of them."""
    rows = frame.lazy().filter(odd).select("row", pl.col(column).alias("value")).collect()
    for row, value in list(rows.head(1).iter_rows()):
        findings.note(file, wording(str(rows.height)), row=row, column=column, value=value)


def _listed(rows: pl.DataFrame) -> Iterator[tuple[int, str | None]]:
    return rows.head(LISTED).iter_rows()
