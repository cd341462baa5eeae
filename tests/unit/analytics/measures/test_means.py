"""Means with their interval: equal to published worked examples."""

from statistics import mean as average
from statistics import stdev

import pytest
from scipy.special import stdtrit

from gaisma.analytics.measures.estimates import Estimate, difference, mean

MORE_SLEEP = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
"""Student, Biometrika 6 (1908), page 20: hours gained by ten patients, the second drug over the
first.
"""


def test_interval_equals_that_of_the_nist_handbook() -> None:
    """NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2: the heat flow meter, ZARR13."""
    found = mean(195, 9.261460, 0.02278881)

    assert found
    assert found.interval
    assert round(found.interval.low, 5) == 9.25824
    assert round(found.interval.high, 5) == 9.26468


def test_interval_of_students_sleepers() -> None:
    """As R's help page of `t.test` prints it for `sleep`, paired."""
    found = mean(10, average(MORE_SLEEP), stdev(MORE_SLEEP))

    assert found
    assert found.interval
    assert round(found.value, 2) == 1.58
    assert round(found.interval.low, 7) == 0.7001142
    assert round(found.interval.high, 7) == 2.4598858


@pytest.mark.parametrize(("count", "found"), [(0, None), (1, Estimate(3.0, None))])
def test_of_one_alone_chance_is_not_known(count, found) -> None:
    assert mean(count, 3.0, 1.0) == found


def test_all_alike_leave_no_doubt() -> None:
    found = mean(4, 3.0, 0.0)

    assert found
    assert found.interval
    assert found.interval.low == found.interval.high == 3.0


FIRST_DRUG = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND_DRUG = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
"""The same patients of Student's, drug by drug: hours gained."""


def sample(values: list[float]) -> tuple[int, float, float]:
    return len(values), average(values), stdev(values)


def test_difference_equals_what_r_prints_for_sleep() -> None:
    """As R's help page of `t.test` prints it for `extra ~ group`: Welch, 17.776 degrees."""
    found = difference(sample(SECOND_DRUG), sample(FIRST_DRUG))

    assert found
    assert found.interval
    assert round(found.value, 2) == -1.58
    assert round(found.interval.low, 7) == -3.3654832
    assert round(found.interval.high, 7) == 0.2054832


def test_difference_of_the_cars_of_the_nist_handbook() -> None:
    """NIST/SEMATECH e-Handbook, 1.3.5.3: T = -12.94627 at 136.8750 degrees, unequal variances."""
    found = difference((79, 30.48101, 6.107710), (249, 20.14458, 6.414700))

    assert found
    assert found.interval
    assert round(found.value, 5) == -10.33643
    error = (found.interval.high - found.interval.low) / 2 / stdtrit(136.8750, 0.975)
    assert found.value / error == pytest.approx(-12.94627, abs=1e-4)


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ((0, 0.0, None), (5, 3.0, 1.0), None),
        ((5, 3.0, 1.0), (0, 0.0, None), None),
        ((1, 2.0, None), (5, 3.0, 1.0), Estimate(1.0, None)),
        ((5, 2.0, 1.0), (1, 3.0, None), Estimate(1.0, None)),
        ((5, 2.0, 0.0), (5, 3.0, 0.0), Estimate(1.0, None)),
    ],
)
def test_difference_of_too_few_has_no_interval(before, now, found) -> None:
    assert difference(before, now) == found
