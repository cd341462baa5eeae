"""The tables of counts have the first observer's levels in rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.analytics.measures.agreement import Counts, Matrix, Weights, weighted_kappa
from gaisma.analytics.measures.estimates import Estimate

RADIOLOGISTS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]
DERMATOLOGISTS = [[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]
UNWEIGHTED = 1 - np.identity(3)


def kappa(counts: list[list[int]] | Counts, weights: Weights | Matrix) -> Estimate:
    table = np.array(counts)
    disagreement = weights.between(len(table)) if isinstance(weights, Weights) else weights
    found = weighted_kappa(table, disagreement)
    assert found
    return found


def test_weighted_kappa_equals_cohen_1968() -> None:
    """Psychological Bulletin 70, p. 213, table 1: shares of 200 cases, and weights of disagreement.

    He gives 0.492 where every disagreement weighs the same, and 0.348 with his weights.
    """
    counts = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    weights = np.array([[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]])

    assert round(kappa(counts, UNWEIGHTED).value, 3) == 0.492
    assert round(kappa(counts, weights).value, 3) == 0.348


@pytest.mark.parametrize(
    ("weights", "value"), [(Weights.LINEAR, 0.5684), (Weights.QUADRATIC, 0.6714)]
)
def test_weighted_kappa_equals_the_manual_of_stata(weights: Weights, value: float) -> None:
    """Base Reference Manual, kappa, two radiologists on 85 xeromammograms (Boyd et al. 1982)."""
    assert round(kappa(RADIOLOGISTS, weights).value, 4) == value


@pytest.mark.parametrize(
    ("counts", "weights", "printed"),
    [
        ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], UNWEIGHTED, (0.4842, 0.2137, 0.7547)),
        ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], Weights.LINEAR, (0.4701, 0.1845, 0.7558)),
        (DERMATOLOGISTS, 1 - np.identity(4), (0.3449, 0.2030, 0.4868)),
        (DERMATOLOGISTS, Weights.LINEAR, (0.5082, 0.3798, 0.6366)),
    ],
)
def test_interval_equals_what_sas_prints(
    counts: list[list[int]], weights: Weights | Matrix, printed: tuple[float, ...]
) -> None:
    """PROC FREQ with AGREE: as quoted in the tests of statsmodels (test_inter_rater.py), and the
    skin conditions of the procedure's guide, "Agreement Study"."""
    found = kappa(counts, weights)

    assert found.interval
    limits = (found.value, found.interval.low, found.interval.high)
    assert tuple(round(limit, 4) for limit in limits) == printed


@pytest.mark.parametrize("weights", Weights)
def test_interval_equals_the_delta_method(weights: Weights) -> None:
    """What Fleiss, Cohen and Everitt derive by hand, by differences instead."""
    counts, step = np.array(RADIOLOGISTS), 1e-6
    shares, pairs = counts / counts.sum(), counts.sum()
    disagreement = weights.between(4)

    def value(of: Matrix) -> float:
        of = of / of.sum()
        chance = np.outer(of.sum(axis=1), of.sum(axis=0))
        return float(1 - (disagreement * of).sum() / (disagreement * chance).sum())

    slopes = np.zeros((4, 4))
    for cell in np.ndindex(4, 4):
        moved = np.zeros((4, 4))
        moved[cell] = step
        slopes[cell] = (value(shares + moved) - value(shares - moved)) / (2 * step)
    error = ((shares * slopes**2).sum() - (shares * slopes).sum() ** 2) ** 0.5 / pairs**0.5

    found = kappa(counts, weights)
    assert found.interval
    assert found.value - found.interval.low == pytest.approx(1.959964 * error, rel=1e-5)
    assert found.interval.high - found.value == pytest.approx(1.959964 * error, rel=1e-5)


def test_weighted_kappa_without_pairs_is_none() -> None:
    assert weighted_kappa(np.zeros((4, 4), np.int64), Weights.LINEAR.between(4)) is None


def test_weighted_kappa_of_one_level_is_none() -> None:
    counts = np.diag([0, 7, 0, 0])

    assert weighted_kappa(counts, Weights.LINEAR.between(4)) is None


def test_weighted_kappa_of_full_agreement_is_one_without_interval() -> None:
    assert kappa(np.diag([3, 0, 2, 1]), Weights.LINEAR) == Estimate(1.0, None)


def test_weighted_kappa_of_an_observer_who_never_varies_is_zero_without_interval() -> None:
    found = kappa([[0, 0, 0], [2, 5, 3], [0, 0, 0]], Weights.QUADRATIC)

    assert found.value == pytest.approx(0, abs=1e-12)
    assert found.interval is None


def test_interval_ends_at_one() -> None:
    found = kappa([[9, 1, 0], [0, 9, 0], [0, 0, 9]], Weights.QUADRATIC)

    assert found.interval
    assert found.interval.high == 1


@st.composite
def tables(draw: st.DrawFn) -> Counts:
    levels = draw(st.integers(2, 5))
    cells = draw(st.lists(st.integers(0, 30), min_size=levels**2, max_size=levels**2))
    return np.array(cells).reshape(levels, levels)


def measured(counts: Counts, weights: Weights) -> list[float | None]:
    found = weighted_kappa(counts, weights.between(len(counts)))
    if found is None:
        return [None]
    limits = [found.interval.low, found.interval.high] if found.interval else [None]
    return [found.value, *limits]


@given(tables(), st.sampled_from(Weights))
def test_weighted_kappa_is_the_same_from_either_side(counts: Counts, weights: Weights) -> None:
    there, back = measured(counts, weights), measured(counts.T, weights)

    assert there == pytest.approx(back)


@given(tables(), st.sampled_from(Weights))
def test_weighted_kappa_is_the_same_on_a_scale_turned_round(
    counts: Counts, weights: Weights
) -> None:
    assert measured(counts, weights) == pytest.approx(measured(counts[::-1, ::-1], weights))


@given(tables(), st.sampled_from(Weights))
def test_weighted_kappa_ignores_a_level_that_nobody_used(counts: Counts, weights: Weights) -> None:
    longer = np.pad(counts, (0, 1))

    assert measured(counts, weights) == pytest.approx(measured(longer, weights))


@given(tables(), st.sampled_from(Weights))
def test_weighted_kappa_lies_within_its_interval(counts: Counts, weights: Weights) -> None:
    found = weighted_kappa(counts, weights.between(len(counts)))

    assert found is None or found.value <= 1
    if found and found.interval:
        assert found.interval.low < found.value <= found.interval.high <= 1
