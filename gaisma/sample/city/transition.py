"""Who sits where when a school year follows another."""

import numpy as np
import polars as pl

from gaisma.sample import plan
from gaisma.sample.city.vocational import FIRST_COURSE

LAST_BASIC_GRADE = 9
SEAT = ("institution", "level")


def seats(groups: pl.DataFrame) -> pl.DataFrame:
    """A row for each place to fill in the groups: `group`, `institution`, `level`, `stage`."""
    rows = np.repeat(np.arange(groups.height), groups["size"].to_numpy())
    return groups.select(
        "institution", "level", "stage", group="id", programme="programme_id"
    )[rows]  # fmt: skip


def following(learners: pl.DataFrame, free: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The places of the next year with the `person` who takes each; null is a newcomer.

    Learners stay at their institution, or go to its successor, as far as it has places in the
    next grade. Of the places left over, most go to those who found none or wish to move; after
    grade 9 also the first courses of vocational education.
    """
    candidates = _candidates(learners, rng)
    taken = _matched(free, candidates, SEAT)
    taken = _refilled(taken, candidates, rng)
    return _refilled(taken, _to_vocational(candidates, taken), rng)


def _candidates(learners: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    wishes_to_move = rng.random(learners.height) < plan.MOVER_SHARE
    return (
        learners.select("person", "institution", "level", order=rng.random(learners.height))
        .with_columns(
            pl.col("level") + 1,
            pl.when(~pl.Series(wishes_to_move))
            .then(pl.col("institution").replace(plan.SUCCESSORS))
            .alias("institution"),
        )
        .sort("order")
        .drop("order")
    )


def _matched(free: pl.DataFrame, candidates: pl.DataFrame, keys: tuple[str, ...]) -> pl.DataFrame:
    """The free places with candidates of the same keys, first come first served."""
    turn = pl.int_range(pl.len()).over(*keys).alias("turn")
    places = free.drop("person", strict=False).with_columns(turn)
    people = candidates.filter(pl.all_horizontal(pl.col(*keys).is_not_null()))
    people = people.select(*keys, "person").with_columns(turn)
    return places.join(people, on=[*keys, "turn"], how="left", maintain_order="left").drop("turn")


def _refilled(
    places: pl.DataFrame, candidates: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """The places with some of those that are still free given to candidates who have none."""
    waiting = candidates.join(places.drop_nulls("person"), on="person", how="anti")
    open_to_them = places["person"].is_null() & pl.Series(
        rng.random(places.height) >= plan.NEWCOMER_SHARE
    )
    found = _matched(places.filter(open_to_them), waiting, ("level",))
    return pl.concat([places.filter(~open_to_them), found.select(places.columns)]).sort(
        "group", maintain_order=True
    )


def _to_vocational(candidates: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    return candidates.filter(level=LAST_BASIC_GRADE + 1).with_columns(
        pl.lit(FIRST_COURSE, pl.Int64).alias("level")
    )
