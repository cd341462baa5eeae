from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.base.wording import agreement


@pytest.mark.parametrize(
    ("value", "noun"),
    [
        (0, "bērnu"),
        (1, "bērns"),
        (2, "bērni"),
        (10, "bērni"),
        (11, "bērni"),
        (21, "bērns"),
        (31, "bērns"),
        (111, "bērni"),
        (121, "bērns"),
        (3770, "bērni"),
    ],
)
def test_noun_in_latvian_is_singular_after_one_but_not_eleven(value, noun):
    assert agreement.noun("child", value, "lv") == noun


@pytest.mark.parametrize(
    ("value", "noun"),
    [(1, "группа"), (2, "группы"), (5, "групп"), (11, "групп"), (14, "групп"), (21, "группа"),
     (22, "группы"), (206, "групп")],
)  # fmt: skip
def test_noun_in_russian_has_three_forms(value, noun):
    assert agreement.noun("group", value, "ru") == noun


@pytest.mark.parametrize(("value", "noun"), [(0, "children"), (1, "child"), (21, "children")])
def test_noun_in_english_is_singular_after_one_alone(value, noun):
    assert agreement.noun("child", value, "en") == noun


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("lv", "0.5", "0,5\u00a0likmes"),
        ("lv", "1.000", "1\u00a0likme"),
        ("lv", "3.221", "3,221\u00a0likme"),
        ("ru", "0.5", "0,5\u00a0ставки"),
        ("ru", "5", "5\u00a0ставок"),
        ("en", "1.0", "1\u00a0full-time post"),
        ("en", "0.38", "0.38\u00a0full-time posts"),
    ],
)
def test_counted_load_agrees_with_its_fraction(language, value, written):
    assert agreement.counted("load", Decimal(value), language) == written


@pytest.mark.parametrize(
    ("case", "one", "many"),
    [("by", "grupu", "grupām"), ("in", "grupā", "grupās"), ("of", "grupas", "grupu")],
)
def test_noun_in_latvian_declines_by_its_use(case, one, many):
    assert agreement.noun("group", 21, "lv", case=case) == one
    assert agreement.noun("group", 206, "lv", case=case) == many


@pytest.mark.parametrize(
    ("noun", "case", "value", "written"),
    [
        ("preschool", "in", 9, "deviņās"),
        ("club", "count", 6, "seši"),
        ("school", "count", 1, "viena"),
        ("club", "by", 3, "trim"),
        ("group", "count", 10, "desmit"),
        ("group", "count", 12, "12"),
        ("group", "count", 0, "0"),
    ],
)
def test_spelled_in_latvian_takes_the_gender_of_the_noun(noun, case, value, written):
    assert agreement.spelled(noun, value, "lv", case=case) == written


@pytest.mark.parametrize(
    ("noun", "value", "written"), [("group", 2, "две"), ("place", 1, "одно"), ("club", 2, "два")]
)
def test_spelled_in_russian_takes_the_gender_of_the_noun(noun, value, written):
    assert agreement.spelled(noun, value, "ru") == written


def test_spelled_keeps_digits_for_a_fraction():
    assert agreement.spelled("load", Decimal("1.5"), "lv") == "1,5"


def test_every_noun_stands_in_three_languages():
    for name in agreement.nouns():
        for language in ("lv", "en", "ru"):
            assert agreement.noun(name, 1, language)


def test_unknown_noun_is_refused():
    with pytest.raises(KeyError):
        agreement.noun("unicorn", 1, "lv")


@given(st.integers(min_value=0, max_value=10**7), st.sampled_from(agreement.nouns()))
def test_latvian_and_russian_agree_on_what_is_singular(value, noun):
    latvian = agreement.category(value, "lv")
    russian = agreement.category(value, "ru")

    assert (latvian == "one") == (russian == "one")
    assert agreement.counted(noun, value, "lv").endswith(agreement.noun(noun, value, "lv"))
