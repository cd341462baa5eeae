"""Everybody's posts over the two school years: teachers, other staff, who came and who left."""

from datetime import date

import numpy as np
import polars as pl

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.sample import plan, staff_plan
from gaisma.sample.city.institutions import Institution
from gaisma.sample.city.learners import YEAR_STARTS
from gaisma.sample.city.teachers import teachers

PERMANENT_SHARE = 0.94
DEPUTIES = {"secondary_school": 4, "gymnasium": 4, "basic_school": 3, "preschool": 2}
OTHER_STAFF = {"secondary_school": 24, "gymnasium": 18, "basic_school": 17, "preschool": 15}
ELSEWHERE = {"deputy_head": 2, "other_staff": 12}
AUTHORITY_STAFF = {"head": 1, "deputy_head": 1, "methodologist": 9, "other_staff": 11}
TECHNICAL_STAFF = {"head": 1, "deputy_head": 4, "methodologist": 4, "other_staff": 46}
FROM_MERGED_SCHOOL = 0.3
"""Of the successors' teachers, those who came with the merged school."""


def posts(known: tuple[Institution, ...], rng: np.random.Generator) -> pl.DataFrame:
    """Rows of Employment with `person` from 0 and the institution's name."""
    teaching = _since(teachers(known, rng), rng)
    others = _since(_others(known, first=_next(teaching), rng=rng), rng)
    current = _permanent(pl.concat([teaching, others], how="diagonal"), known, rng)
    merged = _merged(current, rng)
    current = _moved_with_school(current, merged)
    left = _left(current, rng)
    return (
        pl.concat([current, merged, left], how="diagonal_relaxed")
        .drop("place")
        .with_columns(
            qualified=pl.when(pl.col("role").is_in(TEACHING_ROLES)).then(pl.lit(value=True))
        )
        .with_row_index("id", offset=1)
    )


def _next(posts: pl.DataFrame) -> int:
    return 1 + int(posts["person"].max())  # type: ignore[arg-type]


def _others(
    known: tuple[Institution, ...], *, first: int, rng: np.random.Generator
) -> pl.DataFrame:
    """Posts that are not a teacher's, one a person."""
    rows = [
        (institution.name, role)
        for institution in known
        if not institution.closed_on
        for role, count in _other_roles(institution).items()
        for _ in range(count)
    ]
    loads = rng.choice(np.array(["1.000", "1.000", "1.000", "0.500", "0.750"]), len(rows))
    heads = pl.col("role").is_in(["head", "deputy_head"])
    return (
        pl.DataFrame(rows, schema=["institution", "role"], orient="row")
        .with_row_index("person", offset=first)
        .with_columns(
            load=pl.when(heads).then(pl.lit("1.000")).otherwise(pl.Series(loads)),
            stage=pl.when(pl.col("role") == "teachers_assistant").then(pl.lit("preschool")),
        )
        .with_columns(pl.col("load").cast(pl.Decimal(6, 3)), pl.col("stage").fill_null(""))
    )


def _other_roles(institution: Institution) -> dict[str, int]:
    named = {
        plan.YOUTH_CENTRE: staff_plan.YOUTH_CENTRE_STAFF,
        plan.TECHNICAL_SCHOOL: TECHNICAL_STAFF,
        plan.INNOVATION_CENTRE: {
            "head": 1,
            "organiser_of_educational_activities": staff_plan.ORGANISERS,
        },
    }
    if institution.name in named:
        return named[institution.name]
    if institution.is_unit:
        return {"head": 1}
    if institution.kind == "authority":
        return AUTHORITY_STAFF
    preschool = plan.PRESCHOOLS.get(institution.name)
    return {
        "head": 1,
        "deputy_head": DEPUTIES.get(institution.kind, ELSEWHERE["deputy_head"]),
        "teachers_assistant": preschool.groups if preschool else 0,
        "other_staff": OTHER_STAFF.get(institution.kind, ELSEWHERE["other_staff"]),
    }


def _since(posts: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """When each post began: mostly on some 1 September, a few on that of this year."""
    years = (2023 - rng.geometric(0.09, posts.height) + 1).clip(1988, 2023)
    begun = pl.select(pl.date(pl.lit(pl.Series(years)), 9, 1)).to_series()
    is_new = pl.Series(rng.random(posts.height) < staff_plan.NEW_SHARE)
    return posts.with_columns(
        from_on=pl.when(is_new).then(pl.lit(YEAR_STARTS)).otherwise(begun),
        to_on=pl.lit(None, pl.Date),
    )


def _permanent(
    posts: pl.DataFrame, known: tuple[Institution, ...], rng: np.random.Generator
) -> pl.DataFrame:
    """Whose post is for a fixed term: the youth centre's number is planned."""
    units = [i.name for i in known if i.parent == plan.YOUTH_CENTRE]
    at_centre = pl.col("institution").is_in([plan.YOUTH_CENTRE, *units])
    order = pl.Series("order", rng.random(posts.height))
    return (
        posts.with_columns(order)
        .with_columns(turn=pl.col("order").rank("ordinal").over(at_centre))
        .with_columns(
            permanent=pl.when(at_centre)
            .then(pl.col("turn") > staff_plan.YOUTH_CENTRE_TEMPORARY)
            .otherwise(pl.col("order") < PERMANENT_SHARE)
        )
        .drop("order", "turn")
    )


def _merged(current: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The posts at the merged schools of those who work at their successors now."""
    closed = {successor: name for name, successor in plan.SUCCESSORS.items()}
    came = pl.Series(rng.random(current.height) < FROM_MERGED_SCHOOL)
    return current.filter(
        came & pl.col("institution").is_in(list(closed)) & pl.col("role").is_in(TEACHING_ROLES)
    ).with_columns(
        pl.col("institution").replace(closed),
        pl.min_horizontal("from_on", pl.lit(date(2021, 9, 1))).alias("from_on"),
        to_on=pl.lit(plan.MERGED_ON),
    )


def _moved_with_school(current: pl.DataFrame, merged: pl.DataFrame) -> pl.DataFrame:
    came = merged.select("person", pl.col("institution").replace(plan.SUCCESSORS), came=True)
    return (
        current.join(came.unique(), on=["person", "institution"], how="left", maintain_order="left")
        .with_columns(
            pl.when("came").then(pl.lit(YEAR_STARTS)).otherwise("from_on").alias("from_on")
        )
        .drop("came")
    )


def _left(current: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Posts like those of today, of people who left in the last school year or at its end."""
    count = round(current.height * staff_plan.LEAVING_SHARE)
    like = current.filter(pl.col("from_on") < YEAR_STARTS, pl.col("role") != "head").sample(
        count, seed=int(rng.integers(2**31))
    )
    in_the_year = plan.MERGED_ON - pl.Series(_late_days(count, rng))
    at_its_end = pl.Series(rng.random(count) < 0.7)
    return like.with_columns(
        person=pl.Series(np.arange(count) + _next(current)).cast(pl.UInt32),
        to_on=pl.when(at_its_end).then(pl.lit(plan.MERGED_ON)).otherwise(in_the_year),
    )


def _late_days(count: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series(
        rng.integers(20, 340, count).astype("timedelta64[D]").astype("timedelta64[us]")
    )
