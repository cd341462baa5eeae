"""Exact counts of a wave: nothing of this leaves before it is protected."""

import polars as pl

from gaisma.quality.surveys.results.scales import ANSWER, ITEM

INSTITUTION = ["institution", "institution_kind"]
PLACE = ["level", "place"]
LEVELS = {
    "city": pl.lit(""),
    "kind": pl.col("institution_kind"),
    "institution": pl.col("institution"),
}
"""The rows of a table, and what names the place of each."""


def check(rows: pl.DataFrame, populations: pl.DataFrame, scales: pl.DataFrame) -> None:
    """Raises ValueError where answers come from an institution without a population, or are none
    of their item's, and where an institution is of two kinds."""
    for known, on in ((populations, ["audience", "institution"]), (scales, ANSWER)):
        unknown = rows.join(known, on=on, how="anti").select(on)
        if not unknown.is_empty():
            raise ValueError(f"Answers of something unknown: {unknown.row(0, named=True)}.")
    kinds = populations.group_by("institution").agg(pl.col("institution_kind").n_unique())
    for institution, number in kinds.filter(pl.col("institution_kind") > 1).iter_rows():
        raise ValueError(f"{institution} is of {number} kinds.")


def bases_of(rows: pl.DataFrame, populations: pl.DataFrame, scales: pl.DataFrame) -> pl.DataFrame:
    """How many answered each item in each institution, nobody included."""
    places = populations.select("audience", *INSTITUTION).unique()
    return _filled(scales.select(ITEM).unique().join(places, on="audience"), rows, ITEM, "base")


def counts_of(rows: pl.DataFrame, bases: pl.DataFrame, scales: pl.DataFrame) -> pl.DataFrame:
    """How many gave each answer, at every level, beside how many answered the item."""
    counts = _filled(bases.join(scales.select(ANSWER), on=ITEM), rows, ANSWER, "count")
    return summed(counts, by=ANSWER, numbers=["count", "base"])


def responses_of(rows: pl.DataFrame, populations: pl.DataFrame) -> pl.DataFrame:
    """How many answered anything at all, at every level, beside how many could have."""
    counted = _filled(populations, rows, ["audience"], "responses")
    return summed(counted, by=["audience"], numbers=["population", "responses"])


def summed(frame: pl.DataFrame, *, by: list[str], numbers: list[str]) -> pl.DataFrame:
    """Numbers of institutions added up at every level."""
    return pl.concat(
        frame.group_by(*by, level=pl.lit(level), place=place).agg(
            pl.col(numbers).sum().cast(pl.Int64)
        )
        for level, place in LEVELS.items()
    )


def _filled(frame: pl.DataFrame, rows: pl.DataFrame, by: list[str], name: str) -> pl.DataFrame:
    """The frame with the number of responses in each of its rows."""
    on = [*by, "institution"]
    counted = rows.group_by(on).agg(pl.col("response").n_unique().cast(pl.Int64).alias(name))
    return frame.join(counted, on=on, how="left").with_columns(pl.col(name).fill_null(0))
