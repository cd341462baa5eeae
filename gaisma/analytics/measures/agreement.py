"""How two observers agree who rated the same lessons, beyond what chance gives, on ordered levels.

Cohen, "Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial
credit", Psychological Bulletin 70 (1968). The standard error is that of Fleiss, Cohen and Everitt,
"Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), for a
kappa that need not be zero.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
import numpy.typing as npt
import polars as pl

from gaisma.analytics.measures.estimates import NEGLIGIBLE, NORMAL, Estimate, Interval

Matrix = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


class Weights(Enum):
    """How a disagreement grows with the levels between two ratings."""

    LINEAR = auto()
    QUADRATIC = auto()

    def between(self, levels: int) -> Matrix:
        """The weight of each disagreement, levels x levels: zero on the diagonal."""
        first, second = np.indices((levels, levels))
        apart: Matrix = np.abs(first - second).astype(np.float64)
        return apart if self is Weights.LINEAR else apart**2


def weighted_kappa(counts: Counts, disagreement: Matrix) -> Estimate | None:
    """Kappa of a square table, rows by the first observer's level, columns by the second's.

    `disagreement` weighs each cell; only the ratios of the weights matter. The value is 1 where all
    pairs agree and 0 where they agree as often as by chance. None without pairs, or when both
    observers used one level only, the same: then there is no chance to disagree.
    """
    pairs = int(counts.sum())
    if pairs == 0:
        return None
    shares = counts / pairs
    first, second = shares.sum(axis=1), shares.sum(axis=0)
    observed = float((disagreement * shares).sum())
    expected = float(first @ disagreement @ second)
    if expected == 0:
        return None
    value = 1 - observed / expected
    by_row, by_column = disagreement @ second, first @ disagreement
    pull = disagreement * expected - (by_row[:, np.newaxis] + by_column) * observed
    spread = float((shares * pull**2).sum() - (observed * expected) ** 2) / expected**4
    return Estimate(value, _interval(value, spread, pairs))


def _interval(value: float, spread: float, pairs: int) -> Interval | None:
    # Without spread the formula would call a handful of equal ratings certain.
    if spread < NEGLIGIBLE:
        return None
    reach = NORMAL * math.sqrt(spread / pairs)
    return Interval(value - reach, min(value + reach, 1.0))


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
