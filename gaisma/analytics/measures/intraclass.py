"""How much of the variation of ratings is variation of the lessons, by several observers.

Shrout and Fleiss, "Intraclass correlations: uses in assessing rater reliability", Psychological
Bulletin 86 (1979), whose names stand at the fields; McGraw and Wong, "Forming inferences about some
intraclass correlation coefficients", Psychological Methods 1 (1996), for the intervals.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gaisma.analytics.measures.estimates import NEGLIGIBLE, Estimate, Interval, ratio

SMALLEST_DENOMINATOR = 1e-6
"""Nearer to zero, the formula of Spearman and Brown answers any number below."""


@dataclass(frozen=True)
class Intraclass:
    """Correlations of the ratings that `observers` gave the same `lessons`.

    `single` is absolute agreement of any one observer, ICC(2,1) or ICC(A,1); `average` that of the
    mean of as many observers, ICC(2,k) or ICC(A,k); `consistent` leaves out that some are more
    severe than others, ICC(3,1) or ICC(C,1). Each is None where it is not defined.
    """

    lessons: int
    observers: int
    single: Estimate | None
    average: Estimate | None
    consistent: Estimate | None


@dataclass(frozen=True)
class MeanSquares:
    """Variation in a table of lessons by observers, each rating once."""

    lessons: int
    observers: int
    of_lessons: float
    of_observers: float
    of_rest: float


def intraclass(ratings: npt.ArrayLike) -> Intraclass:
    """The correlations of a table with a row a lesson and a column an observer.

    The observers are taken for a sample of those who might have come. Lessons that an observer did
    not rate (NaN) are left out.
    """
    table = np.asarray(ratings, np.float64)
    table = table[~np.isnan(table).any(axis=1)] if table.ndim == 2 else table.reshape(0, 0)
    lessons, observers = table.shape
    if lessons < 2 or observers < 2:
        return Intraclass(lessons, observers, None, None, None)
    squares = mean_squares(table)
    single = absolute(squares)
    return Intraclass(lessons, observers, single, averaged(single, observers), consistent(squares))


def mean_squares(table: npt.NDArray[np.float64]) -> MeanSquares:
    """The two-way analysis of variance of a full table, lessons x observers, both at least 2."""
    lessons, observers = table.shape
    by_lesson = table.mean(axis=1, keepdims=True) - table.mean()
    by_observer = table.mean(axis=0, keepdims=True) - table.mean()
    rest = table - table.mean() - by_lesson - by_observer
    sums = np.array(
        [
            observers * (by_lesson**2).sum(),
            lessons * (by_observer**2).sum(),
            (rest**2).sum(),
        ]
    )
    # Means of thirds do not cancel exactly: what is left of rounding must not pass for variation.
    sums[sums <= NEGLIGIBLE * (table**2).sum()] = 0.0
    of_lessons, of_observers, of_rest = (
        sums / [lessons - 1, observers - 1, (lessons - 1) * (observers - 1)]
    ).tolist()
    return MeanSquares(lessons, observers, of_lessons, of_observers, of_rest)


def absolute(squares: MeanSquares) -> Estimate | None:
    """ICC(2,1), with the interval of Fleiss and Shrout (Psychometrika 43, 1978)."""
    n, k = squares.lessons, squares.observers
    own, others, rest = squares.of_lessons, squares.of_observers, squares.of_rest
    whole = own + (k - 1) * rest + k * (others - rest) / n
    if whole <= 0:
        return None
    value = (own - rest) / whole
    from_observers = k * value * others
    from_rest = (n * (1 + (k - 1) * value) - k * value) * rest
    halves = from_observers**2 / (k - 1) + from_rest**2 / ((n - 1) * (k - 1))
    degrees = (from_observers + from_rest) ** 2 / halves if halves else 0.0
    # Lessons that do not differ leave nothing to measure chance by. Below one degree of freedom,
    # which needs a value below zero, the approximation fails: the two errors cancel out.
    if own == 0 or degrees < 1 - NEGLIGIBLE:
        return Estimate(value, None)
    lower, upper = ratio(n - 1, degrees), ratio(degrees, n - 1)
    error = k * others + (k * n - k - n) * rest
    low, high = (
        n * (own * factor - rest) / (error + n * own * factor) for factor in (1 / lower, upper)
    )
    return Estimate(value, Interval(low, high))


def consistent(squares: MeanSquares) -> Estimate | None:
    """ICC(3,1)."""
    n, k = squares.lessons, squares.observers
    own, rest = squares.of_lessons, squares.of_rest
    if own + rest == 0:
        return None
    value = (own - rest) / (own + (k - 1) * rest)
    if own == 0 or rest == 0:
        return Estimate(value, None)
    freedom = (n - 1) * (k - 1)
    limits = (own / rest / ratio(n - 1, freedom), own / rest * ratio(freedom, n - 1))
    low, high = ((limit - 1) / (limit + k - 1) for limit in limits)
    return Estimate(value, Interval(low, high))


def averaged(single: Estimate | None, observers: int) -> Estimate | None:
    """The correlation of the mean of so many observers, by the formula of Spearman and Brown.

    None where ratings of one lesson differ so much that the formula has no meaning.
    """
    if single is None or not _can_be_averaged(single.value, observers):
        return None
    limits, averages = single.interval, None
    if limits and _can_be_averaged(limits.low, observers):
        averages = Interval(_averaged(limits.low, observers), _averaged(limits.high, observers))
    return Estimate(_averaged(single.value, observers), averages)


def _can_be_averaged(value: float, observers: int) -> bool:
    return 1 + (observers - 1) * value > SMALLEST_DENOMINATOR


def _averaged(value: float, observers: int) -> float:
    return observers * value / (1 + (observers - 1) * value)
