import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gaisma.analytics.measures.estimates import wilson


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_equals_newcombe_1998(
    numerator: int, denominator: int, low: float, high: float
) -> None:
    """Statistics in Medicine 17, p. 857, table I, method 3."""
    interval = wilson(numerator, denominator)

    assert interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_wilson_of_nobody_is_none() -> None:
    assert wilson(0, 0) is None


def test_wilson_of_none_and_of_all_ends_where_shares_end() -> None:
    none, every = wilson(0, 5), wilson(5, 5)

    assert none
    assert none.low == 0
    assert every
    assert every.high == 1


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 4), (5, 4), (0, -1)])
def test_wilson_refuses_what_is_no_share(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(numerator, denominator)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_wilson_holds_the_share_within_none_and_all(numerator: int, denominator: int) -> None:
    assume(numerator <= denominator)

    interval = wilson(numerator, denominator)

    assert interval
    assert 0 <= interval.low <= numerator / denominator <= interval.high <= 1
    assert (interval.low == 0) == (numerator == 0)
    assert (interval.high == 1) == (numerator == denominator)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_wilson_of_the_others_is_its_mirror(numerator: int, denominator: int) -> None:
    assume(numerator <= denominator)

    interval, others = wilson(numerator, denominator), wilson(denominator - numerator, denominator)

    assert interval
    assert others
    assert interval.low == pytest.approx(1 - others.high)
    assert interval.high == pytest.approx(1 - others.low)


@given(st.integers(0, 100), st.integers(1, 100))
def test_wilson_of_more_is_narrower(numerator: int, denominator: int) -> None:
    assume(numerator <= denominator)

    few, many = wilson(numerator, denominator), wilson(10 * numerator, 10 * denominator)

    assert few
    assert many
    assert many.high - many.low < few.high - few.low
