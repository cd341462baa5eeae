"""Means with their interval: equal to published worked examples."""

from statistics import mean as average
from statistics import stdev

import pytest

from gaisma.analytics.measures.estimates import Estimate, mean

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
