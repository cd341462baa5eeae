"""What rules would have told in every week of a past school year, as columns.

The year is read once: for each learner at a place and each week what was attended, missed without
excuse, and not passed by then. Any threshold is then held against it in a moment. A week stands for
its Sunday; of a term that ends in it, for the last day of the term.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from gaisma.analytics.tables import Lake
from gaisma.quality.prevention.signals.finding import ABSENT, FEW_LESSONS, UNEXCUSED, Whose
from gaisma.record.journals import lessons
from gaisma.record.journals.answers import answer
from gaisma.record.journals.vocabularies import PASSES

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Signs = NDArray[np.bool_]

WEEK = timedelta(days=7)
FOUR = 4
"""Weeks of which attendance is looked at; before as many were entered, the simple rule is silent"""
TERMS, SUBJECTS = 16, 1 << 32
"""More than a year and the schools of a city have."""
BETWEEN = -1
"""The number of the term of days that lie in none."""


@dataclass(frozen=True)
class Span:
    """Days of one term, or of none, with the weeks of the year that they touch."""

    term: int
    since: date
    until: date
    weeks: slice


@dataclass(frozen=True)
class History:
    """A school year: learners at places in lines, weeks in columns.

    `people`: person and unit of each line. Of the week: lessons attended, and all that were entered
    (`attended`, `entered`). By the week, within each term: lessons missed without excuse and
    subjects not passed (`unexcused`, `failing`).
    """

    weeks: tuple[date, ...]
    people: pl.DataFrame
    attended: "Numbers"
    entered: "Numbers"
    unexcused: tuple[tuple[slice, "Numbers"], ...]
    failing: tuple[tuple[slice, "Numbers"], ...]

    def signs(self, kind: str, threshold: int) -> "Signs":
        """Where the rule tells of a learner in a week."""
        if kind == FEW_LESSONS:
            attended, entered = _lately(self.attended), _lately(self.entered)
            few: Signs = (entered > 0) & (attended * 100 < entered * threshold)
            return few
        if kind == ABSENT:
            entered = self.entered.cumsum(axis=1)
            missed = entered - self.attended.cumsum(axis=1)
            is_known = (self.entered > 0).cumsum(axis=1) >= FOUR
            above: Signs = is_known & (missed * 100 > entered * threshold)
            return above
        told = np.zeros(self.entered.shape, dtype=np.bool_)
        least = threshold + 1 if kind == UNEXCUSED else threshold
        for weeks, counts in self.unexcused if kind == UNEXCUSED else self.failing:
            told[:, weeks] |= counts >= least
        return told


def _lately(counts: "Numbers") -> "Numbers":
    """Of four weeks that end with each."""
    sums = counts.cumsum(axis=1)
    before = np.zeros_like(sums)
    before[:, FOUR:] = sums[:, :-FOUR]
    lately: Numbers = sums - before
    return lately


def history(
    lake: Lake,
    since: date,
    until: date,
    terms: Sequence[tuple[date, date]],
    whose: Whose,
    *,
    answer: "Callable[[ir.Table], pl.DataFrame]" = answer,
) -> History:
    """The year from `since` to `until`, with the terms in it, of those whom one asks about.

    `answer` puts a question to the lake: by itself, to the newest version.
    """
    monday = since - timedelta(days=since.weekday())
    weeks = tuple(_weeks(monday, until))
    spans = list(_spans(since, until, terms, monday))
    in_terms = [span for span in spans if span.term != BETWEEN]
    held = _together([answer(whose.of(_lessons(lake, span))) for span in spans])
    marked = _together([answer(whose.of(_marks(lake, span))) for span in in_terms])
    people = (
        pl.concat([held.select("person", "unit"), marked.select("person", "unit")])
        .unique()
        .sort("person", "unit")
    )
    wanted = [whose.has(person, unit) for person, unit in people.iter_rows()]
    people = people.filter(pl.Series(wanted, dtype=pl.Boolean)).with_row_index("line")
    held, marked = _placed(held, people, monday), _placed(marked, people, monday)
    size = (people.height, len(weeks))
    turns = _turns(marked)
    counted = {name: _summed(held, name, size) for name in ("attended", "entered")}
    return History(
        weeks=weeks,
        people=people.drop("line"),
        unexcused=tuple(_by_then(held, "unexcused", span, size) for span in in_terms),
        failing=tuple(_by_then(turns, "turn", span, size) for span in in_terms),
        **counted,
    )


def _weeks(monday: date, until: date) -> Iterator[date]:
    while monday <= until:
        yield monday
        monday += WEEK


def _spans(
    since: date, until: date, terms: Sequence[tuple[date, date]], monday: date
) -> Iterator[Span]:
    """The days of the year cut by its terms; where there are none, it is one."""
    day, after = since, timedelta(days=1)
    inside = [(first, last) for first, last in sorted(terms) if first <= until and last >= since]
    for number, (first, last) in enumerate(inside or [(since, until)]):
        if day < first:
            yield _span(BETWEEN, day, first - after, monday)
        yield _span(number, max(first, since), min(last, until), monday)
        day = last + after
    if day <= until:
        yield _span(BETWEEN, day, until, monday)


def _span(term: int, since: date, until: date, monday: date) -> Span:
    first, last = ((day - monday) // WEEK for day in (since, until))
    return Span(term, since, until, slice(first, last + 1))


def _lessons(lake: Lake, span: Span) -> "ir.Table":
    rows = lessons.shares(lake, span.since, span.until, by_week=True)
    return rows.select("person", "unit", "week", "attended", "entered", "unexcused", term=span.term)


def _marks(lake: Lake, span: Span) -> "ir.Table":
    rows = lessons.marked(lake, span.since, span.until, by_week=True)
    names = ("person", "unit", "subject", "week", "final", "total", "marks")
    return rows.select(*names, term=span.term)


def _together(answers: Sequence[pl.DataFrame]) -> pl.DataFrame:
    filled = [rows for rows in answers if rows.height]
    return pl.concat(filled or answers[:1], how="vertical_relaxed")


def _placed(rows: pl.DataFrame, people: pl.DataFrame, monday: date) -> pl.DataFrame:
    """With the line and the column of each row."""
    at = (pl.col("week").cast(pl.Date) - pl.lit(monday)).dt.total_days() // WEEK.days
    keys = {name: people[name].dtype for name in ("person", "unit")}
    return rows.cast(keys).join(people, on=["person", "unit"]).with_columns(at=at)  # type: ignore[arg-type]


def _summed(rows: pl.DataFrame, name: str, size: tuple[int, int]) -> "Numbers":
    sums = np.zeros(size, dtype=np.int64)
    where = (rows["line"].to_numpy(), rows["at"].to_numpy())
    np.add.at(sums, where, rows[name].cast(pl.Int64).to_numpy())
    return sums


def _by_then(
    rows: pl.DataFrame, name: str, span: Span, size: tuple[int, int]
) -> tuple[slice, "Numbers"]:
    """What was counted in the term by each of its weeks."""
    sums = _summed(rows.filter(pl.col("term") == span.term), name, size)
    return span.weeks, sums[:, span.weeks].cumsum(axis=1)


def _turns(marked: pl.DataFrame) -> pl.DataFrame:
    """Where a subject turns from passed to not passed, 1, or back, -1.

    A learner's weeks in a subject of a term follow each other in one long column: sums are carried
    on from where they began, which is many times as fast as to part them.
    """
    subject = pl.col("subject").cast(pl.Categorical).to_physical().cast(pl.Int64)
    key = (pl.col("line").cast(pl.Int64) * TERMS + pl.col("term")) * SUBJECTS + subject
    rows = marked.with_columns(key=key).sort("key", "at")
    keys, places = rows["key"].to_numpy(), np.arange(rows.height)
    begins = np.append(True, keys[1:] != keys[:-1])[: rows.height]
    start = np.maximum.accumulate(np.where(begins, places, 0))

    def by_then(name: str) -> "Numbers":
        counts = rows[name].cast(pl.Int64).fill_null(0).to_numpy()
        sums = counts.cumsum()
        since: Numbers = sums - sums[start] + counts[start]
        return since

    is_final = rows["final"].is_not_null().to_numpy()
    newest = np.maximum.accumulate(np.where(is_final, places, -1))
    final = rows["final"].fill_null(0).to_numpy()[newest]
    total, marks = by_then("total"), by_then("marks")
    by_mean = (marks > 0) & (total < marks * PASSES)
    failing = np.where(newest >= start, final < PASSES, by_mean).astype(np.int64)
    before = np.append(0, failing[:-1])[: rows.height]
    turn = failing - np.where(begins, 0, before)
    return rows.with_columns(turn=pl.Series(turn)).filter(pl.col("turn") != 0)


def news(signs: "Signs") -> "Signs":
    """Where a signal was not there the week before."""
    before = np.zeros_like(signs)
    before[:, 1:] = signs[:, :-1]
    fresh: Signs = signs & ~before
    return fresh
