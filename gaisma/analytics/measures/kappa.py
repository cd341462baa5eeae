"""Agreement of two observers beyond what chance gives, on ordered levels.

Cohen, "Weighted kappa: nominal scale agreement with provision for scaled disagreement or partial
credit", Psychological Bulletin 70 (1968). The standard error is that of Fleiss, Cohen and Everitt,
"Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72 (1969), for a
kappa that need not be zero.
"""

import math
from enum import Enum, auto

import numpy as np
import numpy.typing as npt

from gaisma.analytics.measures.estimates import NEGLIGIBLE, Estimate, Interval
from gaisma.analytics.measures.quantiles import NORMAL

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
