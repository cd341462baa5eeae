"""Which lessons are observed, when and by whom."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from gaisma.sample import observing_plan, plan
from gaisma.sample.city.learners import LAST_YEAR_ENDS, LAST_YEAR_STARTS, YEAR_ENDS, YEAR_STARTS
from gaisma.sample.city.observing import lessons
from gaisma.sample.city.observing.lessons import Made

LEADERS = ("head", "deputy_head")
FROM_OUTSIDE = ("methodologist", "deputy_head")
LESSON, PRACTICES = 1, 2
"""Keys of the two versions of instruments."""
FEWEST = 2
"""Where two may rate a lesson, as many must be able to observe."""


def held(city: Made, ids: Mapping[str, int], rng: np.random.Generator) -> pl.DataFrame:
    """The observations of the last school year, with `lead` and `second` observers."""
    known = lessons.lessons(city, plan.LAST_YEAR, LAST_YEAR_STARTS, LAST_YEAR_ENDS)
    inside = _inside(city, known)
    open_to = known.join(inside, left_on=lessons.TOGETHER, right_on=["institution_id", "observer"],
                         how="anti")  # fmt: skip
    external = _visits(open_to, observing_plan.EXTERNAL, observing_plan.EXTERNAL_SPORTS, rng)
    internal = _visits(
        open_to,
        observing_plan.INTERNAL - observing_plan.INTERNAL_SPORTS,
        observing_plan.INTERNAL_SPORTS,
        rng,
    )
    led = [
        _led_from_outside(external, city, ids).with_columns(observed_by=pl.lit("external")),
        _led_from_inside(internal, inside).with_columns(observed_by=pl.lit("internal")),
    ]
    rows = pl.concat([_in_language(_twice(rows, rng), rng) for rows in led], how="diagonal_relaxed")
    days = (observing_plan.FIRST_DAY, observing_plan.LAST_DAY)
    told = lessons.described(lessons.on_days(rows, *days, rng), city.subjects, rng)
    return told.with_columns(held_on="planned_on", version_id=_version())


def planned(city: Made, ids: Mapping[str, int], rng: np.random.Generator) -> pl.DataFrame:
    """What is planned for the autumn."""
    known = lessons.lessons(city, plan.THIS_YEAR, YEAR_STARTS, YEAR_ENDS)
    known = known.filter(pl.col("stage") != lessons.SPORTS)
    inside = _inside(city, known)
    open_to = known.join(inside, left_on=lessons.TOGETHER, right_on=["institution_id", "observer"],
                         how="anti")  # fmt: skip
    counts = observing_plan.PLANNED
    led = [
        _led_from_outside(lessons.drawn(open_to, counts["external"], rng), city, ids),
        _led_from_inside(lessons.drawn(open_to, counts["internal"], rng), inside),
        _led_by_peers(lessons.drawn(open_to, counts["peer"], rng), known),
    ]
    rows = pl.concat(
        [
            rows.with_columns(observed_by=pl.lit(kind), second=pl.lit(None, pl.Int64))
            for kind, rows in zip(counts, led, strict=True)
        ],
        how="diagonal_relaxed",
    )
    days = (observing_plan.AUTUMN_BEGINS, observing_plan.AUTUMN_ENDS)
    told = lessons.described(lessons.on_days(rows, *days, rng), city.subjects, rng)
    return told.with_columns(version_id=_version(), language=pl.lit("lv"))


def _visits(
    known: pl.DataFrame, count: int, of_training: int, rng: np.random.Generator
) -> pl.DataFrame:
    is_sports = pl.col("stage") == lessons.SPORTS
    return pl.concat(
        [
            lessons.drawn(known.filter(~is_sports), count, rng),
            lessons.drawn(known.filter(is_sports), of_training, rng),
        ]
    )


def _inside(city: Made, known: pl.DataFrame) -> pl.DataFrame:
    """Who observes within each institution: its leaders, where there are few the first teachers."""
    leaders = city.posts.filter(
        pl.col("role").is_in(LEADERS),
        pl.col("from_on") <= LAST_YEAR_STARTS,
        pl.col("to_on").is_null(),
        pl.col("institution_id").is_in(known["institution_id"].unique().implode()),
    ).select("institution_id", observer=pl.col("person_id").cast(pl.Int64))
    many = leaders.group_by("institution_id").len().filter(pl.col("len") >= FEWEST)
    first = known.select("institution_id", observer="teacher_id").unique().sort("observer")
    few = first.join(many, on="institution_id", how="anti")
    of_few = few.filter(pl.int_range(pl.len()).over("institution_id") < FEWEST)
    every = pl.concat([leaders, of_few]).unique().sort("institution_id", "observer")
    return every.with_columns(
        seat=pl.int_range(pl.len()).over("institution_id"), seats=pl.len().over("institution_id")
    )


def _led_from_inside(rows: pl.DataFrame, inside: pl.DataFrame) -> pl.DataFrame:
    seats = inside.select("institution_id", "seats").unique()
    seated = rows.join(seats, on="institution_id", how="left", maintain_order="left")
    for name, further in (("lead", 0), ("second", 1)):
        seated = seated.with_columns(seat=(pl.col("place") + further) % pl.col("seats")).join(
            inside.select("institution_id", pl.col("seat").cast(pl.Int64), observer="observer")
            .rename({"observer": name}),
            on=["institution_id", "seat"],
            how="left",
            maintain_order="left",
        )  # fmt: skip
    return seated.drop("seat", "seats")


def _led_from_outside(rows: pl.DataFrame, city: Made, ids: Mapping[str, int]) -> pl.DataFrame:
    """Each institution has its specialists, who change from visit to visit."""
    staff = city.posts.filter(
        pl.col("institution_id") == ids[plan.AUTHORITY],
        pl.col("role").is_in(FROM_OUTSIDE),
        pl.col("from_on") <= LAST_YEAR_STARTS,
    )
    people = pl.lit(staff["person_id"].cast(pl.Int64).sort())
    number = pl.col("institution_id") + pl.col("place") % 3
    return rows.with_columns(
        lead=people.gather(number % staff.height),
        second=people.gather((number + 1) % staff.height),
    )


def _led_by_peers(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Another teacher of the same institution."""
    colleagues = known.select("institution_id", lead="teacher_id").unique().sort("lead")
    paired = rows.join(colleagues, on="institution_id").filter(
        pl.col("lead") != pl.col("teacher_id")
    )
    return paired.unique(lessons.TOGETHER, keep="first", maintain_order=True)


def _twice(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The second observer stays where two have rated."""
    count = observing_plan.TWICE[rows["observed_by"][0]]
    chosen = pl.Series(np.isin(np.arange(rows.height), rng.permutation(rows.height)[:count]))
    return rows.with_columns(second=pl.when(chosen).then("second"))


def _in_language(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Lessons in the language of the programme, as many as still are; all others in Latvian."""
    most = observing_plan.IN_RUSSIAN[rows["observed_by"][0]]
    order = pl.Series("order", rng.random(rows.height))
    turn = pl.col("order").rank("ordinal").over(pl.col("language") != "lv")
    is_still = (pl.col("language") != "lv") & (turn <= most)
    told = rows.with_columns(order).with_columns(
        language=pl.when(is_still).then("language").otherwise(pl.lit("lv"))
    )
    return told.drop("order")


def _version() -> pl.Expr:
    tries = pl.col("institution").is_in(observing_plan.PRACTICES_AT) & (
        pl.col("observed_by") == "internal"
    )
    return pl.when(tries & (pl.col("place") % 3 == 0)).then(PRACTICES).otherwise(LESSON)
