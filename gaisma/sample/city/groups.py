"""Groups and classes of all school years, each with the number of learners it has to hold."""

from typing import NamedTuple

import numpy as np
import polars as pl

from gaisma.sample import plan
from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.city.institutions import Institution
from gaisma.sample.city.planned_groups import (
    PlannedGroup,
    class_groups,
    hobby_groups,
    preschool_groups,
    vocational_groups,
)

SECOND = " II"
"""Tells a group from the one that it is like."""


class Places(NamedTuple):
    """Ids by which groups name where they belong."""

    institutions: dict[str, int]
    programmes: pl.DataFrame
    sites: pl.DataFrame
    school_years: dict[str, int]


def groups(
    known: tuple[Institution, ...], places: Places, rng: np.random.Generator
) -> pl.DataFrame:
    """Rows of Group with `stage`, `level`, `size` and the institution's name beside them."""
    planned = [
        *preschool_groups(known, rng),
        *class_groups(known, rng),
        *vocational_groups(rng),
        *hobby_groups(known, rng),
    ]
    frame = pl.DataFrame(planned, schema=PlannedGroup.__annotations__, orient="row")
    frame = pl.concat([frame, *_earlier(frame)])
    return _with_ids(frame, places)


def _earlier(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """The years of which only totals are kept: last year's groups, a little larger city."""
    last = frame.filter(school_year=plan.LAST_YEAR)
    return [
        _scaled(last, year).with_columns(
            pl.lit(year).alias("school_year"), pl.lit(0, pl.Int64).alias("size")
        )
        for year in plan.EARLIER_YEARS
    ]


def _scaled(last: pl.DataFrame, year: str) -> pl.DataFrame:
    held = {"preschool": plan.EARLIER_PRESCHOOL[year], "school": plan.EARLIER_SCHOOL[year]}
    others = last.filter(~pl.col("stage").is_in(list(held)))
    return pl.concat(
        [
            *(_holding(last.filter(stage=stage), *totals) for stage, totals in held.items()),
            others.with_columns(pl.col("size").alias("learners_total")),
        ]
    )


def _holding(groups: pl.DataFrame, count: int, learners: int) -> pl.DataFrame:
    """So many groups and learners: those of last year, and more like the first of them."""
    more = groups.head(count - groups.height).with_columns(pl.col("name") + SECOND)
    groups = pl.concat([groups, more])
    sizes = pl.Series("learners_total", apportioned(learners, groups["size"]))
    return groups.with_columns(sizes, pl.max_horizontal("max_size", sizes).alias("max_size"))


def _with_ids(frame: pl.DataFrame, places: Places) -> pl.DataFrame:
    programmes = places.programmes.select(
        pl.col("id").alias("programme_id"), pl.col("institution_id").alias("offered_by"),
        pl.col("code").alias("programme"),
    )  # fmt: skip
    sites = places.sites.select(
        pl.col("id").alias("site_id"), "institution_id", pl.col("name").alias("site")
    )
    return (
        frame.with_columns(
            pl.col("institution").replace_strict(places.institutions).alias("institution_id"),
            pl.col("offered_by").replace_strict(places.institutions),
            pl.col("school_year").replace_strict(places.school_years).alias("school_year_id"),
        )
        .join(programmes, on=["offered_by", "programme"], how="left", maintain_order="left")
        .join(sites, on=["institution_id", "site"], how="left", maintain_order="left")
        .with_row_index("id", offset=1)
    )
