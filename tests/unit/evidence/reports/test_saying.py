from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from gaisma.analytics.calculation import Figure
from gaisma.evidence.reports.saying import said
from gaisma.evidence.reports.tokens import FigureToken

NBSP = "\u00a0"


def figure(
    value, *, indicator="learners.count", before=None, unit="count", suppressed=False, **filters
):
    return Figure(
        indicator=indicator,
        filters=filters,
        by={},
        value=value,
        compared_value=before,
        numerator=None,
        denominator=None,
        unit=unit,
        as_of=date(2024, 8, 20),
        lake_version=1,
        definition="",
        suppressed=suppressed,
    )


def told(value, language="lv", *, indicator="learners.count", before=None, unit="count", **token):
    filters = {"stage": "preschool"}
    chosen = FigureToken(indicator, filters, **token)
    counted = figure(value, indicator=indicator, before=before, unit=unit, **filters)
    return str(said(chosen, counted, language))


@pytest.mark.parametrize(
    ("form", "language", "sentence"),
    [
        ("number", "lv", f"3{NBSP}770"),
        ("words", "lv", f"3{NBSP}770{NBSP}bērni"),
        ("words", "en", f"3,770{NBSP}children"),
        ("words", "ru", f"3{NBSP}770{NBSP}детей"),
    ],
)
def test_count_is_told_as_the_token_asks(form, language, sentence):
    assert told(3770, language, form=form) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("lv", f"par 538 mazāk nekā iepriekšējā mācību gadā (4{NBSP}308)"),
        ("en", "538 fewer than in the previous school year (4,308)"),
        ("ru", f"на 538 меньше, чем в предыдущем учебном году (4{NBSP}308)"),
    ],
)
def test_comparison_names_the_year_before(language, sentence):
    assert told(-538, language, form="comparison", before=4308) == sentence


def test_comparison_without_a_change():
    assert told(0, form="comparison", before=12) == "tikpat, cik iepriekšējā mācību gadā (12)"


def test_change_with_its_noun():
    assert told(-12, form="change", case="by", noun="group") == f"par 12{NBSP}grupām mazāk"


def test_only_the_number_is_the_door():
    token = FigureToken("learners.count", {"stage": "preschool"}, form="comparison")

    sentence = said(token, figure(-538, before=4308, stage="preschool"), "lv")

    assert (sentence.before, sentence.number) == ("par ", "538")


def test_small_number_is_spelled_in_the_gender_of_its_noun():
    assert told(9, form="spelled", noun="preschool", case="in") == (
        f"deviņās{NBSP}pirmsskolas izglītības iestādēs"
    )


def test_signed_change_for_a_table():
    assert told(61, form="signed") == "+61"


def test_zero_may_have_words_of_its_own():
    assert told(0, form="words", zero="bērnu nav") == "bērnu nav"


def test_share_has_one_decimal_unless_told():
    share = Fraction(101, 120) * 100

    assert told(share, unit="percent") == f"84,2{NBSP}%"
    assert told(share, unit="percent", decimals="0") == f"84{NBSP}%"


def test_load_agrees_with_its_fraction():
    assert told(Decimal("0.500"), indicator="vacancies.load", unit="loads", form="words") == (
        f"0,5{NBSP}likmes"
    )


def test_hidden_figure_says_nothing_of_its_size():
    hidden = figure(None, suppressed=True)

    assert str(said(FigureToken("learners.count", {}, form="comparison"), hidden, "lv")) == "…"


def test_undefined_figure_is_a_dash():
    assert str(said(FigureToken("learners.count", {}), figure(None), "lv")) == "–"


@pytest.mark.parametrize(
    ("value", "language", "sentence"),
    [
        (412, "lv", f"412{NBSP}atbildes"),
        (421, "lv", f"421{NBSP}atbilde"),
        (0, "lv", f"0{NBSP}atbilžu"),
        (1, "en", f"1{NBSP}answer"),
        (412, "en", f"412{NBSP}answers"),
        (412, "ru", f"412{NBSP}ответов"),
        (421, "ru", f"421{NBSP}ответ"),
        (423, "ru", f"423{NBSP}ответа"),
    ],
)
def test_answers_are_no_learners(value, language, sentence):
    assert told(value, language, indicator="surveys.responses", form="words") == sentence


@pytest.mark.parametrize("form", ["words", "spelled"])
@pytest.mark.parametrize(
    ("indicator", "unit", "sentence"),
    [
        ("staff.share_permanent", "percent", f"9{NBSP}%"),
        ("visits.count", "count", "9"),
    ],
)
def test_number_without_a_noun_stands_alone(form, indicator, unit, sentence):
    assert told(9, indicator=indicator, unit=unit, form=form) == sentence


def test_change_of_what_has_no_noun_names_none():
    assert told(-2, indicator="visits.count", form="change", case="by") == "par 2 mazāk"
