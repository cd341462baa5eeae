"""Differences between audiences and between waves, of published numbers only."""

import polars as pl

from gaisma.quality.surveys.results.counting import PLACE

SHARED = ["view", "construct", *PLACE]


def between_audiences(numbers: pl.DataFrame, first: str, second: str, *, of: str) -> pl.DataFrame:
    """How much more one audience has than another, a row a construct that both share and a place.

    `numbers` are means or shares of constructs, and `of` is their column: mean, share.
    """
    return _difference(
        numbers.filter(pl.col("audience") == first),
        numbers.filter(pl.col("audience") == second),
        on=SHARED,
        of=of,
    )


def between_waves(later: pl.DataFrame, earlier: pl.DataFrame, *, of: str) -> pl.DataFrame:
    """How much more a later wave has than an earlier one, a row a construct, audience and place."""
    return _difference(later, earlier, on=["audience", *SHARED], of=of)


def _difference(
    first: pl.DataFrame, second: pl.DataFrame, *, on: list[str], of: str
) -> pl.DataFrame:
    """`first`, `second` and their `difference`, null with is_suppressed where one is hidden."""
    columns = [*on, of, "is_suppressed"]
    both = first.select(columns).join(second.select(columns), on=on, suffix="_second")
    return both.select(
        *on,
        first=pl.col(of),
        second=pl.col(f"{of}_second"),
        difference=pl.col(of) - pl.col(f"{of}_second"),
        is_suppressed=pl.col("is_suppressed") | pl.col("is_suppressed_second"),
    ).sort(on)
