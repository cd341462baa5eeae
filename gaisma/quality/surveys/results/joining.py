"""Audiences that others make up, as parents are those of school and those of preschool."""

from collections.abc import Callable, Mapping

import polars as pl

Joined = Mapping[str, tuple[str, ...]]
"""The parts of each joined audience, by its name."""


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
