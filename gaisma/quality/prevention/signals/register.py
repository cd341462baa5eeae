"""What the rules find in the register: who learns nowhere, came back, or did not finish grade 9.

They look at enrolments, and at the age of compulsory education alone; never at who a learner is.
Signals end by themselves: each is told for a time after what made it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from gaisma.analytics.vocabulary import COMPLETED, EXCLUSIVE_STAGES, MERGED, MOVED, MOVED_AWAY
from gaisma.base import bulk
from gaisma.quality.prevention import compulsory
from gaisma.quality.prevention.signals.finding import GRADE_NINE, NOT_ENROLLED, RETURNED, Whose
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment

STILL_ELSEWHERE = (COMPLETED, MOVED_AWAY, MOVED, MERGED, "")
"""Reasons that do not say that somebody broke off; without one the register does not know."""
TOLD_FOR = timedelta(days=180)
"""So long after an enrolment ended it is told that the learner has none."""
BACK_FOR = timedelta(days=90)
"""So long after somebody came back it is told."""
MONTH = timedelta(days=30)
SUMMER = (6, 7, 8)
ORIGIN, END = np.datetime64("1990-01-01"), np.datetime64("2100-01-01")


@dataclass(frozen=True)
class Found:
    """Who a rule finds at which place, and by what number."""

    person: int
    unit: int
    value: int
    of: int


def found(kind: str, threshold: int, whose: Whose, on: date) -> Iterator[Found]:
    """The learners that a rule of the register finds on the day, of those whom one asks about."""
    people = _people(whose)
    rows = FINDERS[kind](_enrolments(people), threshold, on)
    told = rows.select("person", "unit", "value").sort("person", "unit")
    for person, unit, value in told.iter_rows():
        if whose.has(person, unit):
            yield Found(person, unit, value, threshold)


def _people(whose: Whose) -> list[int]:
    """Keys of whoever ever learned at the places, and of the learners that are named."""
    there = Enrolment.objects.filter(group__institution__in=whose.places)
    own = Person.objects.filter(pseudonym__in={person for person, _unit in whose.learners})
    return list(there.values_list("person_id", flat=True).union(own.values_list("pk", flat=True)))


COLUMNS = {
    "person__pseudonym": "person",
    "person__born_on": "born_on",
    "group__institution_id": "unit",
    "group__grade": "grade",
    "programme__stage": "stage",
    "from_on": "from_on",
    "to_on": "to_on",
    "group__school_year__ends_on": "ends_on",
    "leaving_reason": "reason",
}


def _enrolments(people: list[int]) -> pl.DataFrame:
    """All of theirs in the city, wherever; `until` is the last day."""
    rows = Enrolment.objects.filter(programme__stage__in=EXCLUSIVE_STAGES).order_by("pk")
    wanted = pl.DataFrame({"key": people}, schema={"key": pl.Int64})
    held = bulk.frame_of(rows, "person_id", *COLUMNS).rename({"person_id": "key", **COLUMNS})
    return held.join(wanted, on="key", how="semi").with_columns(
        until=pl.min_horizontal("to_on", "ends_on")
    )


def _finished() -> pl.Expr:
    """Whether the learner finished grade 9, or learns beyond it."""
    return compulsory.has_finished().any().over("person")


def _not_enrolled(rows: pl.DataFrame, days: int, on: date) -> pl.DataFrame:
    """Of the age of compulsory education, whose last enrolment ended more than so many days ago."""
    last = rows.with_columns(finished=_finished()).sort("until", "from_on")
    last = last.unique("person", keep="last", maintain_order=True)
    gone = (pl.lit(on) - pl.col("until")).dt.total_days()
    return last.with_columns(value=gone).filter(
        pl.col("value") > days,
        pl.col("until") >= on - TOLD_FOR,
        ~pl.col("finished"),
        pl.col("reason") != MOVED_AWAY,
        compulsory.is_of_age(on, since=compulsory.LEARNS_FROM),
    )


def _school_days() -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """So many days outside of summer were there up to each since ORIGIN."""
    months = np.arange(ORIGIN, END, dtype="datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.cumsum(~np.isin(months % 12 + 1, SUMMER)).astype(np.int64)


def _returned(rows: pl.DataFrame, days: int, on: date) -> pl.DataFrame:
    """Who began to learn lately after more than so many days without, summers left aside."""
    ordered = rows.sort("person", "from_on", "until").with_columns(
        # The latest last day of all enrolments before.
        before=pl.col("until").cum_max().shift(1).over("person")
    )
    back = ordered.filter(
        pl.col("from_on") <= on,
        pl.col("from_on") >= on - BACK_FOR,
        pl.col("until") >= on,
        pl.col("before") < pl.col("from_on"),
    )
    upto = _school_days()

    def at(name: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        return (back[name].to_numpy().astype("datetime64[D]") - ORIGIN).astype(np.int64)

    between = upto[at("from_on") - 1] - upto[at("before")]
    return back.with_columns(value=pl.Series(between, dtype=pl.Int64)).filter(
        pl.col("value") > days
    )


def _grade_nine(rows: pl.DataFrame, months: int, on: date) -> pl.DataFrame:
    """Whose grade 9 ended unfinished in the last so many months, and who is not beyond it."""
    ended = rows.with_columns(finished=_finished()).filter(
        pl.col("grade") == compulsory.LAST_GRADE,
        pl.col("until") <= on,
        pl.col("until") > on - months * MONTH,
        ~pl.col("reason").is_in(STILL_ELSEWHERE),
        ~pl.col("finished"),
    )
    last = ended.sort("until").unique("person", keep="last", maintain_order=True)
    return last.with_columns(value=(pl.lit(on) - pl.col("until")).dt.total_days())


FINDERS: Mapping[str, Callable[[pl.DataFrame, int, date], pl.DataFrame]] = {
    NOT_ENROLLED: _not_enrolled,
    RETURNED: _returned,
    GRADE_NINE: _grade_nine,
}
