import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.analytics.measures.agreement import Agreement, agreement, by_criterion

NOTHING = Agreement(pairs=0, exact=0, adjacent=0, linear=None, quadratic=None)


def test_agreement_counts_equal_and_adjacent_pairs() -> None:
    found = agreement([1, 2, 3, 4, 4, 2], [1, 3, 3, 2, 1, 1], levels=4)

    assert (found.pairs, found.exact, found.adjacent) == (6, 2, 4)


def test_agreement_weighs_what_is_further_apart_more_by_squares() -> None:
    near = agreement([1, 2, 3, 4], [2, 1, 4, 3], levels=4)
    far = agreement([1, 2, 3, 4], [1, 2, 3, 2], levels=4)

    assert near.linear
    assert near.quadratic
    assert far.linear
    assert far.quadratic
    assert round(near.linear.value, 4) == 0.2
    assert round(near.quadratic.value, 4) == 0.6
    # Half of the disagreement of `near`, or as much of it when squared.
    assert far.linear.value > near.linear.value
    assert far.quadratic.value < near.quadratic.value


def test_agreement_without_pairs_is_not_defined() -> None:
    assert agreement([], [], levels=4) == NOTHING


def test_agreement_of_one_level_has_no_kappa() -> None:
    assert agreement([3, 3], [3, 3], levels=4) == Agreement(2, 2, 2, None, None)


def test_agreement_refuses_ratings_without_a_pair() -> None:
    with pytest.raises(ValueError, match="2 ratings cannot be paired with 1"):
        agreement([1, 2], [1], levels=4)


@pytest.mark.parametrize(("first", "second"), [([0], [1]), ([1], [5])])
def test_agreement_refuses_what_is_not_on_the_scale(first: list[int], second: list[int]) -> None:
    with pytest.raises(ValueError, match="on the scale 1 … 4"):
        agreement(first, second, levels=4)


PAIRS = pl.DataFrame(
    [
        ("outcomes", 1, 1),
        ("support", 3, 1),
        ("outcomes", 2, 3),
        ("outcomes", 4, 4),
    ],
    schema=["criterion", "first", "second"],
    orient="row",
)


def test_by_criterion_keeps_the_criteria_apart() -> None:
    found = by_criterion(PAIRS, levels={"support": 3, "roles": 3, "outcomes": 4})

    assert list(found) == ["support", "roles", "outcomes"]
    assert found["support"].adjacent == 0
    assert found["roles"] == NOTHING
    assert found["outcomes"] == agreement([1, 2, 4], [1, 3, 4], levels=4)


def test_by_criterion_refuses_an_unknown_criterion() -> None:
    with pytest.raises(ValueError, match="outcomes"):
        by_criterion(PAIRS, levels={"support": 4})


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=40))
def test_agreement_counts_as_one_would_by_hand(pairs: list[tuple[int, int]]) -> None:
    found = agreement([one for one, _ in pairs], [other for _, other in pairs], levels=5)

    assert found.pairs == len(pairs)
    assert found.exact == sum(one == other for one, other in pairs)
    assert found.adjacent == sum(abs(one - other) <= 1 for one, other in pairs)
