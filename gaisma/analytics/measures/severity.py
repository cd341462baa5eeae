"""Whether an observer rates lower or higher than the others on the same lessons."""

from dataclasses import dataclass

import polars as pl

from gaisma.analytics.measures.estimates import Interval, student

RATED = ("lesson", "criterion")


@dataclass(frozen=True)
class Severity:
    """How far an observer's ratings lie from the mean of the others, below zero when lower.

    `difference` is in levels. `lessons` and `ratings` count what somebody else rated as well.
    """

    observer: str
    lessons: int
    ratings: int
    difference: float
    interval: Interval | None


def severities(ratings: pl.DataFrame) -> tuple[Severity, ...]:
    """The severity of each observer who shared a lesson with another, by observer.

    The columns are lesson, observer, criterion and value, a level on one scale; rows without a
    value are left out. Ratings of one lesson hang together, so each lesson counts once, with the
    mean over its criteria, and the interval is Student's over lessons: None for one lesson, and
    where all lessons differ alike. Raises ValueError when an observer rated the same twice.
    """
    rows = ratings.drop_nulls("value")
    if rows.select("observer", *RATED).is_duplicated().any():
        raise ValueError("An observer can rate a criterion of a lesson only once.")
    observers = (
        _differences(rows)
        .group_by("observer", "lesson")
        .agg(pl.col("difference").mean(), pl.len().alias("ratings"))
        .group_by("observer")
        .agg(
            pl.col("difference").mean(),
            pl.col("difference").std().alias("spread"),
            pl.len().alias("lessons"),
            pl.col("ratings").sum(),
        )
        .sort("observer")
    )
    return tuple(
        Severity(
            observer=row["observer"],
            lessons=row["lessons"],
            ratings=row["ratings"],
            difference=row["difference"],
            interval=_interval(row["difference"], row["spread"], row["lessons"]),
        )
        for row in observers.iter_rows(named=True)
    )


def _differences(rows: pl.DataFrame) -> pl.DataFrame:
    value = pl.col("value").cast(pl.Float64)
    others = pl.len().over(RATED) - 1
    mean_of_others = (value.sum().over(RATED) - value) / others
    return rows.filter(others > 0).with_columns(difference=value - mean_of_others)


def _interval(difference: float, spread: float | None, lessons: int) -> Interval | None:
    if not spread:
        return None
    reach = student(lessons - 1) * spread / lessons**0.5
    return Interval(difference - reach, difference + reach)
