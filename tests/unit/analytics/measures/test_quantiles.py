"""Quantiles as statistical tables print them, for instance Fisher and Yates (1963)."""

import pytest

from gaisma.analytics.measures import estimates


def test_normal_is_of_ninety_five_percent() -> None:
    assert round(estimates.NORMAL, 2) == 1.96


@pytest.mark.parametrize(("degrees", "value"), [(1, 12.706), (10, 2.228), (30, 2.042)])
def test_student_equals_the_table(degrees: int, value: float) -> None:
    assert round(estimates.student(degrees), 3) == value


@pytest.mark.parametrize(("numerator", "denominator", "value"), [(5, 10, 4.24), (10, 5, 6.62)])
def test_ratio_equals_the_table(numerator: int, denominator: int, value: float) -> None:
    assert round(estimates.ratio(numerator, denominator), 2) == value
