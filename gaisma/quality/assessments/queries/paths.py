"""The same learners' results over years: from which band of an earlier test to which of this one.

It reads the results that the reader may see, of both tests, so nothing is told here that the lists
of results do not tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from gaisma.base import bulk, wording
from gaisma.base.models import User
from gaisma.quality.assessments.banding import MEASURES
from gaisma.quality.assessments.models import Paper, Result

FIFTH, FIFTHS = 20, 5


@dataclass(frozen=True)
class Level:
    """A band of a paper, or a fifth of percent where it has none: from, up to the next one."""

    title: str
    least: Decimal
    measure: str


@dataclass(frozen=True)
class FromLevel:
    """Learners of one level of the earlier test, by their level in this one."""

    title: str
    counts: tuple[int, ...]

    @property
    def all(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Transitions:
    """An earlier test: who sat both, and from where to where they went."""

    earlier: Paper
    both: int
    better: int
    columns: tuple[str, ...]
    lines: tuple[FromLevel, ...]


def transitions(paper: Paper, user: User) -> list[Transitions]:
    """Of each earlier test of the subject that learners of this one sat, the latest first."""
    columns = levels(paper)
    now = _placed(paper, columns, user)
    like = Paper.objects.filter(subject=paper.subject, held_on__lt=paper.held_on)
    earlier = like.exclude(assessment=paper.assessment).select_related("assessment", "subject")
    found = (_transitions(one, columns, now, user) for one in earlier.order_by("-held_on", "-pk"))
    return [one for one in found if one.both]


def _transitions(
    earlier: Paper, columns: list[Level], now: pl.DataFrame, user: User
) -> Transitions:
    rows = levels(earlier)
    both = _placed(earlier, rows, user).join(now, on="person_id", suffix="_now")
    counted = both.group_by("level", "level_now").len().iter_rows()
    counts = {(before, after): count for before, after, count in counted}
    return Transitions(
        earlier=earlier,
        both=both.height,
        better=both.filter(pl.col("percent_now") > pl.col("percent")).height,
        columns=tuple(one.title for one in columns),
        lines=tuple(
            FromLevel(
                one.title, tuple(counts.get((row, column), 0) for column in range(len(columns)))
            )
            for row, one in enumerate(rows)
        ),
    )


def levels(paper: Paper) -> list[Level]:
    """The bands of the whole that are measured, the lowest first; fifths where there are none."""
    bands = paper.bands.filter(skill="", basis__in=MEASURES).order_by("least")
    found = [Level(one.said(), one.least or Decimal(0), MEASURES[one.basis]) for one in bands]
    return found or list(_fifths())


def _fifths() -> Iterator[Level]:
    for number in range(FIFTHS):
        last = FIFTH * (number + 1) - (number < FIFTHS - 1)
        title = f"{FIFTH * number}–{wording.percent(Decimal(last))}"
        yield Level(title, Decimal(FIFTH * number), "percent")


def _placed(paper: Paper, order: list[Level], user: User) -> pl.DataFrame:
    """Who sat, with percent and the place of the level; below all levels nobody stands."""
    sat = Result.objects.visible_to(user).filter(
        paper=paper, attempt=1, absence="", percent__isnull=False
    )
    rows = bulk.frame_of(sat.order_by("pk"), "person_id", "percent", "total", "mark")
    place = pl.lit(None, pl.Int64)
    for number, level in enumerate(order):
        reached = pl.col(level.measure).cast(pl.Decimal(9, 3)) >= level.least
        place = pl.when(reached).then(pl.lit(number, pl.Int64)).otherwise(place)
    return rows.select("person_id", "percent", level=place).drop_nulls("level")
