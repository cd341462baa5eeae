from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.base.wording import numbers

LANGUAGES = ("lv", "en", "ru")


@pytest.mark.parametrize(
    ("language", "written"),
    [("lv", "3\u00a0770"), ("ru", "3\u00a0770"), ("en", "3,770")],
)
def test_number_groups_thousands_as_the_language_does(language, written):
    assert numbers.number(3770, language) == written


@pytest.mark.parametrize(
    ("language", "written"), [("lv", "3,221"), ("ru", "3,221"), ("en", "3.221")]
)
def test_number_keeps_the_decimals_of_a_load(language, written):
    assert numbers.number(Decimal("3.2210"), language) == written


def test_number_drops_a_fraction_of_nothing():
    assert numbers.number(Decimal("1.000"), "lv") == "1"


def test_number_rounds_half_up_to_the_decimals_asked_for():
    assert numbers.number(Decimal("0.125"), "lv", decimals=2) == "0,13"


def test_number_below_zero_has_a_real_minus():
    assert numbers.number(-538, "lv") == "\u2212538"


def test_number_that_rounds_to_nothing_has_no_minus():
    assert numbers.number(Decimal("-0.4"), "lv", decimals=0) == "0"


@pytest.mark.parametrize(("value", "written"), [(61, "+61"), (0, "0"), (-27, "\u221227")])
def test_signed_shows_the_direction(value, written):
    assert numbers.signed(value, "lv") == written


@pytest.mark.parametrize(
    ("language", "written"), [("lv", "48,4\u00a0%"), ("ru", "48,4\u00a0%"), ("en", "48.4%")]
)
def test_percent_is_written_as_the_language_does(language, written):
    assert numbers.percent(Decimal("48.35"), language) == written


def test_percent_of_all_has_no_decimals():
    assert numbers.percent(Decimal(100), "lv") == "100\u00a0%"


@pytest.mark.parametrize(
    ("value", "decimals", "result"),
    [
        (Decimal("0.375"), 2, "0.38"),
        (Decimal("-0.375"), 2, "-0.38"),
        (Decimal("3.2210"), 3, "3.221"),
        (Fraction(167, 2), 0, "84"),
        (Fraction(-167, 2), 0, "-84"),
        (Fraction(1, 3), 2, "0.33"),
        (12, 0, "12"),
        (12, 2, "12.00"),
    ],
)
def test_rounded_half_up(value: int | Decimal | Fraction, decimals: int, result: str) -> None:
    assert str(numbers.rounded(value, decimals)) == result


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "written"),
    [
        (489, 490, 0, "99,8\u00a0%"),
        (1, 490, 0, "0,2\u00a0%"),
        (490, 490, 0, "100\u00a0%"),
        (0, 490, 1, "0\u00a0%"),
        (9_999, 10_000, 1, "99,99\u00a0%"),
        (999_999, 1_000_000, 0, ">99,999\u00a0%"),
        (1, 1_000_000, 2, "<0,001\u00a0%"),
        (3_001, 3_000, 0, "100,03\u00a0%"),
        (995, 1_000, 0, "99,5\u00a0%"),
        (84_226, 84_227, 3, "99,999\u00a0%"),
    ],
)
def test_percent_is_all_or_nothing_only_where_it_is_exactly_that(part, whole, decimals, written):
    assert numbers.percent(Fraction(part * 100, whole), "lv", decimals=decimals) == written


@given(
    st.integers(min_value=1, max_value=10**7).flatmap(
        lambda whole: st.tuples(st.integers(min_value=0, max_value=whole), st.just(whole))
    ),
    st.integers(min_value=0, max_value=4),
    st.sampled_from(LANGUAGES),
)
def test_percent_says_all_of_all_alone_and_nothing_of_nothing_alone(counted, decimals, language):
    part, whole = counted

    written = numbers.percent(Fraction(part * 100, whole), language, decimals=decimals)

    digits = written.removesuffix("%").removesuffix("\u00a0").replace(",", ".")
    assert (digits == "100") == (part == whole)
    assert (digits == "0") == (part == 0)
    if digits[0] in "<>":
        assert digits in (">99.999", "<0.001", ">99.9999", "<0.0001")
    else:
        assert abs(Fraction(digits) - Fraction(part * 100, whole)) <= Fraction(1, 2 * 10**decimals)


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from(LANGUAGES))
def test_number_can_be_read_back(value, language):
    written = numbers.number(value, language)

    digits = written.replace("\u00a0", "").replace(",", "").replace(numbers.MINUS, "-")
    assert int(digits) == value


@given(st.decimals(min_value=0, max_value=10**6, places=3), st.sampled_from(("lv", "ru")))
def test_decimal_can_be_read_back(value, language):
    written = numbers.number(value, language)

    assert Decimal(written.replace("\u00a0", "").replace(",", ".")) == value
