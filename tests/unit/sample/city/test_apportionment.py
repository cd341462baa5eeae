"""Whole numbers that add up."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gaisma.sample.city.apportionment import apportioned, drawn, spread

WEIGHTS = st.lists(st.floats(0.1, 10), min_size=1, max_size=60)


@given(total=st.integers(0, 5000), weights=WEIGHTS)
def test_apportioned_parts_add_up(total: int, weights: list[float]) -> None:
    assert sum(apportioned(total, weights)) == total


@given(total=st.integers(0, 5000), weights=WEIGHTS)
def test_apportioned_parts_are_within_one_of_their_share(total: int, weights: list[float]) -> None:
    parts = apportioned(total, weights)

    shares = total * np.array(weights) / sum(weights)
    assert np.all(np.abs(np.array(parts) - shares) < 1 + 1e-9)


def test_apportioned_gives_the_larger_weight_more() -> None:
    assert apportioned(10, [3, 1, 1]) == [6, 2, 2]


def test_spread_drops_all() -> None:
    parts = spread(65, 9, np.random.default_rng(1))

    assert (len(parts), sum(parts)) == (9, 65)


def test_drawn_keeps_the_proportion_in_random_order() -> None:
    values = drawn(["a", "b"], [3, 1], 8, np.random.default_rng(1)).tolist()

    assert sorted(values) == ["a"] * 6 + ["b"] * 2
    assert values != sorted(values)
