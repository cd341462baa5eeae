"""How two observers agree who rated the same lessons."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from gaisma.analytics.measures.estimates import Estimate
from gaisma.analytics.measures.kappa import Counts, Weights, weighted_kappa


@dataclass(frozen=True)
class Agreement:
    """Pairs of ratings on one criterion; `adjacent` are equal or one level apart."""

    pairs: int
    exact: int
    adjacent: int
    linear: Estimate | None
    quadratic: Estimate | None


def agreement(first: npt.ArrayLike, second: npt.ArrayLike, *, levels: int) -> Agreement:
    """Agreement on one criterion of so many levels.

    The ratings are positions on the scale, 1 … `levels`, of two observers on the same lessons in
    the same order; who could not judge is left out beforehand, in both. Raises ValueError when
    their numbers differ or a rating is not on the scale.
    """
    counts = _counts(np.asarray(first, np.int64), np.asarray(second, np.int64), levels)
    apart = Weights.LINEAR.between(levels)
    return Agreement(
        pairs=int(counts.sum()),
        exact=int(counts[apart == 0].sum()),
        adjacent=int(counts[apart <= 1].sum()),
        linear=weighted_kappa(counts, apart),
        quadratic=weighted_kappa(counts, Weights.QUADRATIC.between(levels)),
    )


def by_criterion(pairs: pl.DataFrame, *, levels: Mapping[str, int]) -> dict[str, Agreement]:
    """Agreement on each criterion that `levels` names, in its order, with or without pairs.

    `pairs` has the columns criterion, first and second: a row for each lesson and criterion that
    both observers judged. Raises ValueError as `agreement` does, and for an unknown criterion.
    """
    if unknown := set(pairs["criterion"]) - set(levels):
        raise ValueError(f"No number of levels is given for: {', '.join(sorted(unknown))}.")
    parts = pairs.partition_by("criterion", as_dict=True)
    return {
        criterion: agreement(part["first"], part["second"], levels=number)
        for criterion, number in levels.items()
        for part in [parts.get((criterion,), pairs.clear())]
    }


def _counts(first: Counts, second: Counts, levels: int) -> Counts:
    if len(first) != len(second):
        raise ValueError(f"{len(first)} ratings cannot be paired with {len(second)}.")
    for ratings in (first, second):
        if ((ratings < 1) | (ratings > levels)).any():
            raise ValueError(f"Ratings must be on the scale 1 … {levels}.")
    cells = (first - 1) * levels + second - 1
    return np.bincount(cells, minlength=levels**2).reshape(levels, levels)
