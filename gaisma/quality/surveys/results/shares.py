"""Joined answers, such as "always or often", of counts that are protected."""

from collections.abc import Collection

import polars as pl

from gaisma.quality.surveys.results.counting import PLACE

GROUP = ["view", "audience", "item", "construct", *PLACE]


def joined_answers(counts: pl.DataFrame, answers: Collection[str]) -> pl.DataFrame:
    """How many gave one of some answers, a row an item and place, with base and share.

    A group is shown whole or hidden whole, so a sum of its answers opens nothing. Items that have
    none of the answers are left out. Raises ValueError where an item takes several answers of one
    person: those who gave one of two are then not the sum.
    """
    groups = counts.group_by(GROUP).agg(
        pl.col("count").filter(pl.col("answer").is_in(list(answers))).sum(),
        pl.col("base", "is_suppressed").first(),
        total=pl.col("count").sum(),
        has_one=pl.col("answer").is_in(list(answers)).any(),
    )
    several = groups.filter(pl.col("total") > pl.col("base"))
    if not several.is_empty():
        raise ValueError(f"“{several['item'][0]}” takes several answers, which do not add up.")
    share = pl.when(pl.col("base") > 0).then(pl.col("count") / pl.col("base"))
    shown = pl.when(~pl.col("is_suppressed")).then(pl.col("count", "base"))
    return (
        groups.filter("has_one")
        .with_columns(shown)
        .with_columns(share=share)
        .select(*GROUP, "count", "base", "share", "is_suppressed")
        .sort(GROUP)
    )


def of_constructs(shares: pl.DataFrame) -> pl.DataFrame:
    """The mean share of the items of each construct, suppressed where that of one of them is."""
    by = [name for name in GROUP if name != "item"]
    return (
        shares.drop_nulls("construct")
        .group_by(by)
        .agg(pl.col("share").mean(), pl.col("is_suppressed").any())
        .with_columns(share=pl.when(~pl.col("is_suppressed")).then(pl.col("share")))
        .sort(by)
    )
