"""Quantiles that bound the middle 95 % of a distribution."""

from statistics import NormalDist

from gaisma.analytics.measures.estimates import UPPER_TAIL

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
