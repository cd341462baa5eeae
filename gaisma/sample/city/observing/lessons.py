"""Lessons that could be observed, and those that are drawn of them."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from gaisma.sample import observing_plan, observing_words, plan
from gaisma.sample.city.apportionment import apportioned

SPORTS = "professional_orientation"
STAGES = ("preschool", "school")
TIMES = {
    "preschool": ("09:10:00", "09:40:00", "10:15:00", "15:40:00"),
    "school": ("08:30:00", "09:20:00", "10:10:00", "11:15:00", "12:20:00", "13:15:00"),
    SPORTS: ("15:00:00", "16:30:00", "18:00:00"),
}
SIZES = {"preschool": (10, 22), "school": (12, 28), SPORTS: (8, 18)}
TOGETHER = ("institution_id", "teacher_id")
TIMES_OVER = 3
"""So often may one lesson of a teacher be drawn, where there are few."""


class Made(NamedTuple):
    """The rows of the city that observing is made of."""

    groups: pl.DataFrame
    posts: pl.DataFrame
    teachings: pl.DataFrame
    programmes: pl.DataFrame
    subjects: pl.DataFrame


def lessons(city: Made, year: str, since: date, until: date) -> pl.DataFrame:
    """A row for each group and teacher who teaches it from one day to the other."""
    groups = city.groups.filter(
        pl.col("school_year") == year,
        pl.col("stage").is_in(STAGES) | (pl.col("institution") == plan.SPORTS_SCHOOL),
    ).select("institution", "institution_id", "programme_id", "stage", "grade", group_id="id")
    taught = city.teachings.filter(pl.col("from_on") <= since, pl.col("to_on") >= until)
    languages = city.programmes.select("language", programme_id="id")
    roles = city.posts.sort("id").unique(["person_id", "institution_id"], keep="first")
    return (
        groups.join(taught.select("group_id", teacher_id="person_id"), on="group_id")
        .join(languages, on="programme_id", how="left")
        .join(
            roles.select("institution_id", "role", teacher_id="person_id"), on=TOGETHER, how="left"
        )
        .with_columns(pl.col("teacher_id").cast(pl.Int64))
        .sort("group_id", "teacher_id")
    )


def drawn(known: pl.DataFrame, count: int, rng: np.random.Generator) -> pl.DataFrame:
    """So many lessons, each institution by its teachers: everybody once before anybody again."""
    order = pl.Series("order", rng.random(known.height * TIMES_OVER))
    offered = pl.concat([known] * TIMES_OVER).with_columns(order).sort("order")
    turns = offered.with_columns(turn=pl.int_range(pl.len()).over(TOGETHER))
    numbered = turns.sort("institution_id", "turn", "order").with_columns(
        place=pl.int_range(pl.len()).over("institution_id")
    )
    return (
        numbered.join(_shares(known, count), on="institution_id")
        .filter(pl.col("place") < pl.col("share"))
        .sort("institution_id", "place")
        .drop("order", "share")
    )


def _shares(known: pl.DataFrame, count: int) -> pl.DataFrame:
    teachers = known.group_by("institution_id").agg(pl.col("teacher_id").n_unique())
    places = teachers.sort("institution_id")
    return places.select(
        "institution_id", share=pl.Series(apportioned(count, places["teacher_id"]))
    )


def on_days(rows: pl.DataFrame, first: date, last: date, rng: np.random.Generator) -> pl.DataFrame:
    """The lessons, each on a working day; schools have none in June."""
    every = pl.Series(working_days(first, last))
    of_schools = every.filter(every <= observing_plan.SCHOOLS_END) if first.year < 2024 else every
    chance = rng.random(rows.height)
    any_day = every.gather((chance * len(every)).astype(int))
    school_day = of_schools.gather((chance * len(of_schools)).astype(int))
    day = pl.when(pl.col("stage") == "school").then(school_day).otherwise(any_day)
    return rows.with_columns(planned_on=day)


def working_days(first: date, last: date) -> list[date]:
    """Days from Monday to Friday, without those that are free."""
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        day
        for day in every
        if day.isoweekday() <= 5
        and not any(start <= day <= end for start, end in observing_plan.FREE)
    ]


def described(rows: pl.DataFrame, subjects: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The lessons with subject, topic, hour and number of learners."""
    number = pl.int_range(pl.len())
    told = rows.with_columns(code=_subject(number)).with_columns(
        topic=_gathered(_kind_of_topic(), observing_words.TOPICS, number),
        starts_at=_gathered(pl.col("stage"), TIMES, number),
        learners=_size(rows, rng),
    )
    known = subjects.select(code="code", subject_id="id")
    return told.join(known, on="code", how="left", maintain_order="left")


def _subject(number: pl.Expr) -> pl.Expr:
    of_classes = pl.lit(pl.Series(observing_words.OF_CLASS_TEACHERS))
    of_subjects = pl.lit(pl.Series(observing_words.OF_SUBJECT_TEACHERS))
    of_role = pl.col("role").replace_strict(observing_words.SUBJECT_OF, default=None)
    is_of_class = pl.col("role").is_in(["primary_teacher", "extended_day_teacher"])
    cycled = (
        pl.when(is_of_class)
        .then(of_classes.gather(number % len(observing_words.OF_CLASS_TEACHERS)))
        .otherwise(
            of_subjects.gather(pl.col("teacher_id") % len(observing_words.OF_SUBJECT_TEACHERS))
        )
    )
    return (
        pl.when(pl.col("stage") == "preschool")
        .then(pl.lit(""))
        .when(pl.col("stage") == SPORTS)
        .then(pl.lit("SPO"))
        .when(_is_older())
        .then(pl.coalesce(of_role, cycled))
        .otherwise(pl.coalesce(of_role, cycled).replace(observing_words.FOR_YOUNGER))
    )


def _kind_of_topic() -> pl.Expr:
    of_older = pl.col("code") + f" {observing_words.FIRST_GRADE_APART}"
    is_apart = _is_older() & of_older.is_in(list(observing_words.TOPICS))
    return pl.when(is_apart).then(of_older).otherwise("code")


def _is_older() -> pl.Expr:
    return pl.col("grade").fill_null(0) >= observing_words.FIRST_GRADE_APART


def _gathered(column: pl.Expr, lists: dict[str, tuple[str, ...]], number: pl.Expr) -> pl.Expr:
    """The words of the column's value in turn."""
    words = column.replace_strict(lists, return_dtype=pl.List(pl.String))
    return words.list.get(number % words.list.len())


def _size(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    least, most = (rows["stage"].replace_strict({s: SIZES[s][n] for s in SIZES}) for n in (0, 1))
    return pl.Series(rng.integers(least.to_numpy(), most.to_numpy() + 1))
