"""Exact counts of a wave: nothing of this leaves before it is protected.

Some audiences are made up of others, as parents are of those of school and those of preschool. The
answers that could be given to an item stand in order, with what they are worth.
"""

from collections.abc import Callable, Mapping

import polars as pl

Joined = Mapping[str, tuple[str, ...]]
"""The parts of each joined audience, by its name."""
ITEM = ["audience", "item"]
ANSWER = [*ITEM, "answer"]
POINTS = 100
SCALE = ["construct", "is_reversed", "answer", "value", "is_open"]
INSTITUTION = ["institution", "institution_kind"]
PLACE = ["level", "place"]
LEVELS = {
    "city": pl.lit(""),
    "kind": pl.col("institution_kind"),
    "institution": pl.col("institution"),
}
"""The rows of a table, and what names the place of each."""


def with_joined(
    frame: pl.DataFrame, joined: Joined, join: Callable[[pl.DataFrame, int], pl.DataFrame]
) -> pl.DataFrame:
    """The rows of single audiences, and what `join` makes of those of the parts of each joined
    one, given in the order of the parts with their number."""
    frames = [frame]
    for name, parts in sorted(joined.items()):
        order = pl.DataFrame({"audience": parts, "part": list(range(len(parts)))})
        rows = frame.join(order, on="audience").sort("part", maintain_order=True)
        made = join(rows, len(parts)).with_columns(audience=pl.lit(name))
        frames.append(made.select(frame.columns))
    return pl.concat(frames)


def added(
    *, by: list[str], numbers: list[str], truths: list[str]
) -> Callable[[pl.DataFrame, int], pl.DataFrame]:
    """A way to join: numbers are added, and what is true of all parts is true of the whole."""

    def join(rows: pl.DataFrame, _: int) -> pl.DataFrame:
        return rows.group_by(by).agg(pl.col(numbers).sum(), pl.col(truths).all())

    return join


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
    return with_joined(single, joined, _asked_of_all)


def _asked_of_all(parts: pl.DataFrame, number: int) -> pl.DataFrame:
    """The items that all audiences were asked with the same answers, as the first was asked."""
    same = parts.filter((pl.len().over("item", "answer") == number).all().over("item"))
    return same.unique(["item", "answer"], keep="first", maintain_order=True)


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
