import csv
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
        ("lv", "3.221", "3,221\u00a0likmes"),
        ("lv", "10.601", "10,601\u00a0likmes"),
        ("lv", "0", "0\u00a0likmju"),
        ("lv", "21", "21\u00a0likme"),
        ("lv", "11", "11\u00a0likmes"),
        ("ru", "10.601", "10,601\u00a0ставки"),
        ("ru", "21", "21\u00a0ставка"),
        ("ru", "0", "0\u00a0ставок"),
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


ROWS = list(csv.DictReader((agreement.HERE / "nouns.csv").read_text(encoding="utf-8").splitlines()))
FORMS = {(row["noun"], row["language"], row["case"]): row for row in ROWS}
NUMBERS = (
    *("0", "1", "2", "4", "5", "10", "11", "12", "14", "20", "21", "22", "25", "100", "101", "111"),
    *("112", "121", "1000", "1001", "1.000", "0.5", "1.1", "1.5", "10.601", "21.1", "0.25"),
)


def form_of_grammar(noun: str, number: str, language: str, case: str) -> str:
    """What the grammars say, told apart from how it is computed."""
    forms = FORMS.get((noun, language, case)) or FORMS[noun, language, "count"]
    value = Decimal(number)
    if value % 1:
        genitive = FORMS.get((noun, "ru", "of"), {}).get("one", "")
        return {"lv": forms["many"], "en": forms["many"], "ru": genitive}[language]
    ends, tens = int(value) % 10, int(value) % 100
    if language == "en":
        return forms["one" if value == 1 else "many"]
    if ends == 1 and tens != 11:
        return forms["one"]
    if language == "lv":
        is_nothing = value == 0 and case == "count"
        return FORMS[noun, "lv", "of"]["many"] if is_nothing else forms["many"]
    return forms["few" if 2 <= ends <= 4 and not 12 <= tens <= 14 else "many"]


@pytest.mark.parametrize("noun", agreement.nouns())
@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_every_noun_agrees_with_every_kind_of_number(noun, language):
    for case in agreement.CASES:
        for number in NUMBERS:
            said = agreement.noun(noun, Decimal(number), language, case=case)

            assert said == form_of_grammar(noun, number, language, case), (case, number)


def test_every_noun_has_each_of_its_forms_once():
    for name in agreement.nouns():
        for language in ("lv", "ru"):
            assert all((name, language, case) in FORMS for case in agreement.CASES)
    assert len(FORMS) == len(ROWS)


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
