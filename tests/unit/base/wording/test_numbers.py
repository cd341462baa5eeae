from decimal import Decimal

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


@given(st.integers(min_value=-(10**12), max_value=10**12), st.sampled_from(LANGUAGES))
def test_number_can_be_read_back(value, language):
    written = numbers.number(value, language)

    digits = written.replace("\u00a0", "").replace(",", "").replace(numbers.MINUS, "-")
    assert int(digits) == value


@given(st.decimals(min_value=0, max_value=10**6, places=3), st.sampled_from(("lv", "ru")))
def test_decimal_can_be_read_back(value, language):
    written = numbers.number(value, language)

    assert Decimal(written.replace("\u00a0", "").replace(",", ".")) == value
