"""The answers that could be given to each item, in order, with what they are worth."""

import polars as pl

from gaisma.quality.surveys.results import joining
from gaisma.quality.surveys.results.joining import Joined

ITEM = ["audience", "item"]
ANSWER = [*ITEM, "answer"]
POINTS = 100
SCALE = ["construct", "is_reversed", "answer", "value", "is_open"]


def scales_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The answers that somebody gave, by their values and the open ones last.

    An answer that nobody gave is missing, so that a turned scale may be too short: where the
    questionnaire is at hand, take the answers from there.
    """
    return rows.select(*ITEM, *SCALE).unique().sort(*ITEM, "is_open", "value", "answer")


def completed(scales: pl.DataFrame, joined: Joined) -> pl.DataFrame:
    """The answers with their `position`, with what they are worth once `turned`, and with those
    of the joined audiences. Raises ValueError where an item has an answer twice.

    From the worst answer of an item to the best it is 0 to 100 points, however many lie between:
    items of one construct have scales of different lengths, and audiences are compared.
    """
    twice = scales.filter(scales.select(ANSWER).is_duplicated())
    if not twice.is_empty():
        raise ValueError(f"Two answers of an item are the same: {twice.select(ANSWER).row(0)}.")
    worth = pl.when(~pl.col("is_open")).then(pl.col("value").cast(pl.Float64))
    least, most = worth.min().over(ITEM), worth.max().over(ITEM)
    way = pl.when(pl.col("is_reversed")).then(most - worth).otherwise(worth - least)
    single = scales.select(
        *ITEM,
        *SCALE,
        position=pl.int_range(pl.len(), dtype=pl.Int64).over(ITEM),
        turned=pl.when(most > least).then(way / (most - least) * POINTS),
    )
    return joining.with_joined(single, joined, _asked_of_all)


def _asked_of_all(parts: pl.DataFrame, number: int) -> pl.DataFrame:
    """The items that all audiences were asked with the same answers, as the first was asked."""
    same = parts.filter((pl.len().over("item", "answer") == number).all().over("item"))
    return same.unique(["item", "answer"], keep="first", maintain_order=True)
