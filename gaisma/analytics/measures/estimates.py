"""What the measures answer: a value, and how far chance alone may have carried it."""

from dataclasses import dataclass

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
