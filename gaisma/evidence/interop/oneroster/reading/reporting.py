"""Bad rows of a frame as problems and notes: counted as columns, listed one by one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import polars as pl
from django.utils.translation import gettext as _

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
    named: str = "",
) -> None:
    """Add one problem for each row that is bad; `named` is what the file calls the column."""
    rows = frame.lazy().filter(bad).select("row", pl.col(column).alias("value")).collect()
    for row, value in rows.head(LISTED).iter_rows():
        findings.problem(file, wording(value or ""), row=row, column=named or column, value=value)
    findings.uncounted(problems=max(0, rows.height - LISTED))


def remark(
    findings: Findings,
    file: str,
    frame: pl.DataFrame,
    odd: pl.Expr,
    wording: Wording,
    column: str,
    *,
    named: str = "",
) -> None:
    """One note for all odd rows together, at the first of them; the wording gets their number."""
    rows = frame.lazy().filter(odd).select("row", pl.col(column).alias("value")).collect()
    for row, value in rows.head(1).iter_rows():
        told = wording(str(rows.height))
        findings.note(file, told, row=row, column=named or column, value=value)


@contextmanager
def tolerant(findings: Findings, *, used: bool) -> Iterator[Findings]:
    """Where to tell what is wrong: with what is not used, each column's problems are one note."""
    if used:
        yield findings
        return
    aside = Findings()
    yield aside
    findings.extend(Findings(notes=aside.notes, notes_total=aside.notes_total))
    told: dict[tuple[str, str | None], int] = {}
    for problem in aside.problems:
        told[problem.file, problem.column] = told.get((problem.file, problem.column), 0) + 1
    unlisted = aside.problems_total - len(aside.problems)
    for problem in aside.problems:
        if count := told.pop((problem.file, problem.column), 0):
            findings.note(
                problem.file,
                _("%(problem)s This is not used: nothing is refused (rows: %(count)s).")
                % {"problem": problem.message, "count": count + unlisted},
                row=problem.row,
                column=problem.column,
                value=problem.value,
            )
