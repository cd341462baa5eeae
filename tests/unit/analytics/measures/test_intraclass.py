import math

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.analytics.measures.agreement import Weights, weighted_kappa
from gaisma.analytics.measures.estimates import Estimate
from gaisma.analytics.measures.intraclass import Intraclass, averaged, intraclass, mean_squares
from gaisma.analytics.measures.reliability import cronbach_alpha

# Shrout and Fleiss, Psychological Bulletin 86 (1979), p. 423, table 2: six targets, four judges.
JUDGES = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def limits(estimate: Estimate | None) -> tuple[float, float, float]:
    assert estimate
    assert estimate.interval
    return (estimate.value, estimate.interval.low, estimate.interval.high)


def test_mean_squares_equal_shrout_and_fleiss_1979() -> None:
    """Table 3: between targets, between judges, residual."""
    squares = mean_squares(np.array(JUDGES, np.float64))

    assert round(squares.of_lessons, 2) == 11.24
    assert round(squares.of_observers, 2) == 32.49
    assert round(squares.of_rest, 2) == 1.02


def test_intraclass_equals_shrout_and_fleiss_1979() -> None:
    """Table 4: ICC(2,1), ICC(3,1), ICC(2,4)."""
    found = intraclass(JUDGES)

    assert (found.lessons, found.observers) == (6, 4)
    assert round(limits(found.single)[0], 2) == 0.29
    assert round(limits(found.consistent)[0], 2) == 0.71
    assert round(limits(found.average)[0], 2) == 0.62


def test_intervals_equal_the_manual_of_stata() -> None:
    """Base Reference Manual, icc, which takes the judges of Shrout and Fleiss and the intervals of
    McGraw and Wong; the same limits, to two digits, stand in the manual of psych for R."""
    found = intraclass(JUDGES)

    assert limits(found.single) == pytest.approx((0.2897638, 0.0187865, 0.7610844), abs=5e-8)
    assert limits(found.average) == pytest.approx((0.6200505, 0.0711368, 0.9272320), abs=5e-8)
    assert limits(found.consistent) == pytest.approx((0.7148407, 0.3424648, 0.9458583), abs=6e-8)


def test_intraclass_leaves_out_lessons_that_somebody_did_not_rate() -> None:
    assert intraclass([*JUDGES, [9, math.nan, 5, 8]]) == intraclass(JUDGES)


@pytest.mark.parametrize("ratings", [[], [[1, 2, 3]], [[1], [2], [3]]])
def test_intraclass_of_one_lesson_or_observer_is_none(ratings: list[list[float]]) -> None:
    found = intraclass(ratings)

    assert (found.single, found.average, found.consistent) == (None, None, None)


def test_intraclass_of_equal_ratings_is_none() -> None:
    assert intraclass([[3, 3], [3, 3], [3, 3]]) == Intraclass(3, 2, None, None, None)


def test_intraclass_of_full_agreement_is_one_without_interval() -> None:
    one = Estimate(1.0, None)

    assert intraclass([[1, 1, 1], [2, 2, 2], [4, 4, 4]]) == Intraclass(3, 3, one, one, one)


def test_intraclass_of_a_constant_difference_is_consistent_yet_not_absolute() -> None:
    found = intraclass([[1, 2], [2, 3], [3, 4]])

    assert found.consistent == Estimate(1.0, None)
    assert intraclass([[3, 2, 3], [5, 4, 5]]).consistent == Estimate(1.0, None)
    assert round(limits(found.single)[0], 4) == 0.6667


def test_intraclass_of_lessons_that_do_not_differ_is_zero() -> None:
    found = intraclass([[1, 2, 3], [1, 2, 3]])

    assert found.single == Estimate(0.0, None)
    assert found.consistent is None


@pytest.mark.parametrize("ratings", [[[3, 1, 1], [1, 3, 1]], [[1, 3], [2, 2], [3, 1]]])
def test_intraclass_of_lessons_with_one_mean_has_no_interval(ratings: list[list[float]]) -> None:
    found = intraclass(ratings)

    assert found.single
    assert found.single.interval is None
    assert found.consistent
    assert found.consistent.interval is None


def test_intraclass_of_opposite_ratings_is_not_defined() -> None:
    found = intraclass([[1, 2], [2, 1]])

    assert found.single is None
    assert found.average is None


def test_intraclass_whose_errors_cancel_out_has_no_interval() -> None:
    """The approximation would put the limits at -0.61 and -0.6095, beside the value."""
    found = intraclass([[4, 3], [1, 5], [1, 5]])

    assert found.single
    assert round(found.single.value, 4) == -0.5714
    assert found.single.interval is None


def test_averaged_has_no_meaning_where_observers_contradict_each_other() -> None:
    assert averaged(Estimate(-0.5, None), observers=3) is None


def tables() -> st.SearchStrategy[np.ndarray]:
    ratings = st.integers(2, 6).flatmap(
        lambda observers: st.lists(
            st.lists(st.integers(1, 5), min_size=observers, max_size=observers),
            min_size=2,
            max_size=12,
        )
    )
    return ratings.map(lambda rows: np.array(rows, np.float64))


def flat(found: Intraclass) -> list[float]:
    """Values and limits in a row, NaN for what is not defined."""
    numbers: list[float] = []
    for estimate in (found.single, found.average, found.consistent):
        interval = estimate.interval if estimate else None
        numbers += [estimate.value if estimate else math.nan]
        numbers += [interval.low, interval.high] if interval else [math.nan, math.nan]
    return numbers


@given(tables())
def test_intraclass_is_the_same_in_any_order_and_unit(ratings: np.ndarray) -> None:
    found = pytest.approx(flat(intraclass(ratings)), rel=1e-5, abs=1e-7, nan_ok=True)

    assert flat(intraclass(ratings[::-1])) == found
    assert flat(intraclass(ratings[:, ::-1])) == found
    assert flat(intraclass(10 * ratings + 7)) == found


@given(tables())
def test_intraclass_lies_within_its_interval_and_is_at_most_one(ratings: np.ndarray) -> None:
    found = intraclass(ratings)

    for estimate in (found.single, found.average, found.consistent):
        assert estimate is None or estimate.value <= 1
        if estimate and estimate.interval:
            low, high = estimate.interval.low, estimate.interval.high
            assert low - 1e-9 <= estimate.value <= high + 1e-9


@given(tables())
def test_averaged_consistency_is_the_alpha_of_the_observers(ratings: np.ndarray) -> None:
    """Shrout and Fleiss 1979, p. 422: ICC(3,k) is Cronbach's alpha."""
    average = averaged(intraclass(ratings).consistent, ratings.shape[1])
    alpha = cronbach_alpha(pl.DataFrame(ratings)).alpha

    assert (average is None) == (alpha is None)
    if average and alpha is not None:
        assert average.value == pytest.approx(alpha, rel=1e-6, abs=1e-9)


def test_single_nears_kappa_by_squares_as_lessons_grow_many() -> None:
    """Fleiss and Cohen, Educational and Psychological Measurement 33 (1973)."""
    counts = 50 * np.array([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]])
    pairs = np.repeat(np.argwhere(counts >= 0), counts.ravel(), axis=0)

    kappa = weighted_kappa(counts, Weights.QUADRATIC.between(4))

    assert kappa
    assert limits(intraclass(pairs).single)[0] == pytest.approx(kappa.value, abs=1e-4)
