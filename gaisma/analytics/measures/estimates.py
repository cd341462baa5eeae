"""What the measures answer: a value, and how far chance alone may have carried it."""

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
UPPER_TAIL = (1 + CONFIDENCE) / 2

NEGLIGIBLE = 1e-12
"""What rounding leaves where there is no variation, as a part of the whole."""


@dataclass(frozen=True)
class Interval:
    """A confidence interval of 95 %, in the unit of the value that it belongs to."""

    low: float
    high: float


@dataclass(frozen=True)
class Estimate:
    """A value with its interval, None where the data do not say how far chance may have gone."""

    value: float
    interval: Interval | None


NORMAL = NormalDist().inv_cdf(UPPER_TAIL)
"""Standard errors on either side of an estimate that is normally distributed: 1.96."""


def student(degrees: float) -> float:
    """Standard errors on either side of a mean, of a spread with so many degrees of freedom."""
    from scipy.special import stdtrit  # takes a third of a second to load

    return float(stdtrit(degrees, UPPER_TAIL))


def ratio(numerator: float, denominator: float) -> float:
    """The upper limit of a ratio of two mean squares (F), by their degrees of freedom.

    Degrees of freedom need not be whole. The lower limit is one divided by the upper limit of the
    ratio turned round.
    """
    from scipy.special import fdtri

    return float(fdtri(numerator, denominator, UPPER_TAIL))


def wilson(numerator: int, denominator: int) -> Interval | None:
    """The interval of a share, as parts of one; None when nobody was counted.

    The score method of Wilson (JASA 22, 1927), without continuity correction: method 3 of
    Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
    (1998). It stays within 0 … 1 and is of use for small numbers, and for none or all.
    Raises ValueError when the numerator is not within 0 … denominator.
    """
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share.")
    if denominator == 0:
        return None
    share, square = numerator / denominator, NORMAL**2
    middle = share + square / (2 * denominator)
    reach = NORMAL * math.sqrt((share * (1 - share) + square / (4 * denominator)) / denominator)
    whole = 1 + square / denominator
    # Rounding would leave the limits of none and of all a hair beyond 0 and 1.
    return Interval(
        low=(middle - reach) / whole if numerator else 0.0,
        high=(middle + reach) / whole if numerator < denominator else 1.0,
    )


def mean(count: int, value: float, deviation: float | None) -> Estimate | None:
    """A mean with the interval of Student's t; None when nobody was counted.

    `deviation` is the standard deviation of the sample, with one less than the count below the sum
    of squares; without it, or of one alone, there is no interval. Student, "The probable error of a
    mean", Biometrika 6 (1908).
    """
    if count < 1:
        return None
    if count == 1 or deviation is None:
        return Estimate(value, None)
    reach = student(count - 1) * deviation / math.sqrt(count)
    return Estimate(value, Interval(value - reach, value + reach))


def difference(
    before: tuple[int, float, float | None], now: tuple[int, float, float | None]
) -> Estimate | None:
    """How far the mean of one sample lies above that of another; None when one has nobody.

    Each sample is its count, mean and standard deviation; the samples' spreads may differ. Without
    two of each, or without any spread, there is no interval. Welch, "The generalization of
    'Student's' problem when several different population variances are involved", Biometrika 34
    (1947).
    """
    if before[0] < 1 or now[0] < 1:
        return None
    value = now[1] - before[1]
    if min(before[0], now[0]) < 2 or before[2] is None or now[2] is None:
        return Estimate(value, None)
    first, second = before[2] ** 2 / before[0], now[2] ** 2 / now[0]
    if not first + second:
        return Estimate(value, None)
    degrees = (first + second) ** 2 / (first**2 / (before[0] - 1) + second**2 / (now[0] - 1))
    reach = student(degrees) * math.sqrt(first + second)
    return Estimate(value, Interval(value - reach, value + reach))
