"""How each rule would have done in a past year: whom it found who left, whom it missed, how often.

Counted over the learners of the places where the reader reads records by name, so that nobody is
told a count of learners whose records are not open to them. Nothing is stored: a threshold that is
tried stands beside the one in force, and is forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from gaisma.base.models import SchoolYear, Term
from gaisma.evidence.figures import queries as figures
from gaisma.quality.prevention.signals import history, leavers
from gaisma.quality.prevention.signals.finding import Whose
from gaisma.quality.prevention.signals.history import History

if TYPE_CHECKING:
    from gaisma.quality.prevention.signals.history import Numbers, Signs

NEVER = 10**6
"""After every week of a year: the week of leaving of who stayed."""


@dataclass(frozen=True)
class Told:
    """What a rule would have told with a threshold.

    `found` of `left` leavers had its signal before they left; `named` learners had it, those too.
    `new` signals came up in the year, in a class and week `a_week` of them, and at most `most`.
    """

    threshold: int
    found: int
    left: int
    named: int
    new: int
    a_week: float
    most: int


@dataclass(frozen=True)
class Fairness:
    """Whom rules find and miss among learners of one kind: who left, and who stayed."""

    dimension: str
    value: str
    left: int
    found: int
    stayed: int
    named: int


@dataclass(frozen=True)
class Calibration:
    """A year: who left, of how many lessons are known, and what each rule would have told.

    `away` moved away and are not counted among who left; of `unknown` leavers nothing was entered.
    """

    learners: int
    left: int
    unknown: int
    away: int
    classes: int
    weeks: int
    rules: Mapping[str, Told]
    fairness: tuple[Fairness, ...]


@dataclass(frozen=True)
class Past:
    """A year as rules look at it: the lessons of its learners, and which of them left, when.

    `learners` has a line a learner of whom lessons are known: group, language, has_need, and
    `last`, the number of the week in which they left. `of` is the line of each line of `history`.
    """

    history: History
    learners: pl.DataFrame
    of: "Numbers"
    unknown: int
    away: int


def past(year: SchoolYear, places: frozenset[int], *, on: date) -> Past:
    """The year at these places, up to the day."""
    terms = list(Term.objects.filter(school_year=year).values_list("from_on", "to_on"))
    held = history.history(
        figures.lake(), year.starts_on, min(year.ends_on, on), terms, Whose(places)
    )
    register = leavers.learners(year, places, on=on)
    entered = held.people.with_columns(pl.Series("lessons", held.entered.sum(axis=1)))
    known = entered.filter(pl.col("lessons") > 0).select("person").unique()
    learners = register.join(known, on="person", how="semi").sort("person")
    monday = held.weeks[0] if held.weeks else year.starts_on
    week = (pl.col("left_on") - pl.lit(monday)).dt.total_days() // history.WEEK.days
    learners = learners.with_columns(last=week).with_row_index("line")
    lines = held.people.join(
        learners.select("person", "line"), on="person", how="left", maintain_order="left"
    )["line"]
    left = register["left_on"].is_not_null()
    return Past(
        held,
        learners,
        lines.cast(pl.Int64).fill_null(-1).to_numpy(),
        int(left.sum()) - int(learners["left_on"].is_not_null().sum()),
        int(register["is_away"].sum()),
    )


def calibration(past: Past, thresholds: Mapping[str, int], rules: tuple[str, ...]) -> Calibration:
    """What rules with these thresholds would have told; fairness is of the named rules together."""
    held, learners = past.history, past.learners
    taught = int((held.entered.sum(axis=0) > 0).sum())
    classes = learners["group"].n_unique()
    left = learners["last"].is_not_null().to_numpy()
    signs = {kind: _before_leaving(past, kind, thresholds[kind]) for kind in thresholds}
    named = {kind: _by_learner(past, one) for kind, one in signs.items()}
    anybody = np.zeros(learners.height, dtype=np.bool_)
    for kind in rules:
        anybody |= named[kind]
    return Calibration(
        learners=learners.height,
        left=int(left.sum()),
        unknown=past.unknown,
        away=past.away,
        classes=classes,
        weeks=taught,
        rules={
            kind: _told(past, thresholds[kind], signs[kind], named[kind], left, classes * taught)
            for kind in thresholds
        },
        fairness=tuple(_fairness(learners, left, anybody)),
    )


def _before_leaving(past: Past, kind: str, threshold: int) -> "Signs":
    """Where the rule tells, no later than the week in which a learner left; of others nothing."""
    signs = past.history.signs(kind, threshold)
    last = np.append(past.learners["last"].fill_null(NEVER).to_numpy(), -1)
    weeks = np.arange(signs.shape[1])
    before: Signs = signs & (weeks[None, :] <= last[past.of][:, None])
    return before


def _by_learner(past: Past, signs: "Signs") -> "Signs":
    """Whether each learner had the signal in some week: some learn at two places."""
    marked = np.zeros(past.learners.height, dtype=np.bool_)
    marked[past.of[signs.any(axis=1) & (past.of >= 0)]] = True
    return marked


def _told(
    past: Past,
    threshold: int,
    signs: "Signs",
    named: "Signs",
    left: "Signs",
    class_weeks: int,
) -> Told:
    fresh = history.news(signs)
    line, week = fresh.nonzero()
    groups = past.learners["group"].to_numpy()[past.of[line]]
    _busy, counts = np.unique(np.stack([groups, week]), axis=1, return_counts=True)
    new = int(fresh.sum())
    return Told(
        threshold=threshold,
        found=int((named & left).sum()),
        left=int(left.sum()),
        named=int(named.sum()),
        new=new,
        a_week=new / class_weeks if class_weeks else 0.0,
        most=int(counts.max(initial=0)),
    )


def _fairness(
    learners: pl.DataFrame,
    left: "Signs",
    named: "Signs",
) -> Iterator[Fairness]:
    rows = learners.with_columns(
        left=pl.Series(left, dtype=pl.Boolean),
        named=pl.Series(named, dtype=pl.Boolean),
        has_need=pl.col("has_need").fill_null(value=False).cast(pl.String),
    )
    for dimension in ("language", "has_need"):
        counted = rows.group_by(dimension).agg(
            gone=pl.col("left").sum(),
            found=(pl.col("left") & pl.col("named")).sum(),
            stayed=(~pl.col("left")).sum(),
            named=(~pl.col("left") & pl.col("named")).sum(),
        )
        for row in counted.sort(dimension).iter_rows():
            yield Fairness(dimension, row[0] or "", *row[1:])
