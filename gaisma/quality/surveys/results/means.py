"""Joined answers, such as "always or often", and means of constructs with their reliability.

Both are worked out from counts that are protected, and from nothing else. The reliability is told
of the city alone.
"""

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from gaisma.analytics.measures.reliability import cronbach_alpha
from gaisma.quality.surveys.results.counting import PLACE, Joined
from gaisma.quality.surveys.thresholds import ByAudience, thresholds_of

GROUP = ["view", "audience", "item", "construct", *PLACE]
CONSTRUCT = ["view", "audience", "construct", *PLACE]
RELIABILITY = {
    "audience": pl.String,
    "construct": pl.String,
    "items": pl.Int64,
    "alpha": pl.Float64,
}


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


def means_of(counts: pl.DataFrame) -> pl.DataFrame:
    """The mean of each construct in points of a hundred: of the means of its items, turned where
    they ask the opposite.

    It is a function of counts that are published in the same view, so it says nothing that they do
    not: it is suppressed where one of its items is. `base` is the least number of those who gave
    one of its items an answer with a value.
    """
    worth = pl.col("count").filter(pl.col("turned").is_not_null())
    items = (
        counts.filter(pl.col("construct").is_not_null())
        .group_by(*CONSTRUCT, "item")
        .agg(
            pl.col("is_suppressed").any(),
            base=worth.sum(),
            total=(pl.col("count") * pl.col("turned")).sum(),
        )
    )
    mean = pl.when(pl.col("base") > 0).then(pl.col("total") / pl.col("base"))
    return (
        items.with_columns(mean=mean)
        .sort("item")  # so that sums are rounded alike
        .group_by(CONSTRUCT)
        .agg(
            pl.col("is_suppressed").any(),
            pl.col("base").min(),
            pl.col("mean").mean(),
            items=pl.len().cast(pl.Int64),
        )
        .with_columns(pl.when(~pl.col("is_suppressed")).then(pl.col("base", "mean")))
        .select(*CONSTRUCT, "items", "base", "mean", "is_suppressed")
        .sort(CONSTRUCT)
    )


def reliabilities_of(
    rows: pl.DataFrame,
    scales: pl.DataFrame,
    means: pl.DataFrame,
    thresholds: ByAudience,
    joined: Joined,
    on_paper: Collection[Any] = (),
) -> pl.DataFrame:
    """Cronbach's alpha of each construct in each audience of the city, to two digits.

    Of the city only: it tells of the questionnaire, needs many people to be known, and is no sum,
    so that beside those of institutions it would need a protection of its own. Null where the
    city's mean is hidden, or fewer than the threshold gave all items an answer with a value, those
    on paper aside.
    """
    city = means.filter((pl.col("view") == "public") & (pl.col("level") == "city"))
    found = [
        _reliability(rows, scales, row, thresholds, joined, on_paper)
        for row in city.iter_rows(named=True)
    ]
    return pl.DataFrame(found, schema=RELIABILITY)


def _reliability(
    rows: pl.DataFrame,
    scales: pl.DataFrame,
    mean: Mapping[str, Any],
    thresholds: ByAudience,
    joined: Joined,
    on_paper: Collection[Any],
) -> dict[str, object]:
    audience, construct = mean["audience"], mean["construct"]
    asked = scales.filter((pl.col("audience") == audience) & (pl.col("construct") == construct))
    worth = asked.select("item", "answer", "turned")
    answers = (
        rows.filter(pl.col("audience").is_in(joined.get(audience, (audience,))))
        .join(worth, on=["item", "answer"])
        .pivot("item", index=["audience", "response"], values="turned", aggregate_function="mean")
    )
    by_code = answers.filter(~pl.col("response").is_in(list(on_paper)))
    reliability, counted = (
        cronbach_alpha(some.drop("audience", "response")) for some in (answers, by_code)
    )
    few = counted.respondents < thresholds_of(audience, thresholds).public
    alpha = None if mean["is_suppressed"] or few else reliability.alpha
    return {
        "audience": audience,
        "construct": construct,
        "items": mean["items"],
        "alpha": None if alpha is None else round(alpha, 2),
    }
