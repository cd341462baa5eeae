"""How sure a share is."""

import math

from gaisma.analytics.measures.estimates import Interval
from gaisma.analytics.measures.quantiles import NORMAL


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
