"""What of a text stands with its figures: sentences, paragraphs, lists, conditions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.analytics.calculation import Figure
from gaisma.evidence.reports import keeping
from gaisma.evidence.reports.keeping import Why
from gaisma.evidence.reports.tokens import FigureToken, NameToken, parsed

KNOWN = dict.fromkeys(("known", "other", "none", "unknown", "hidden"), ("of",))
FIGURE = Figure(
    indicator="known",
    filters={},
    by={},
    value=Fraction(87),
    compared_value=None,
    numerator=87,
    denominator=100,
    unit="percent",
    as_of=date(2024, 8, 20),
    lake_version=1,
    definition="",
)
VALUES = {
    "known": FIGURE,
    "other": replace(FIGURE, value=Fraction(47), denominator=29),
    "none": replace(FIGURE, value=0, numerator=0, denominator=None),
    "unknown": replace(FIGURE, value=None),
    "hidden": replace(FIGURE, value=None, suppressed=True),
}


def kept(text, *, named=()):
    return keeping.kept(
        parsed(text, indicators=KNOWN),
        figure_of=lambda token: VALUES[token.indicator],
        is_named=lambda token: token.of in named,
    )


def stands(text, **given):
    """What stands, with the indicator in the place of its figure."""
    return [
        "".join(
            piece if isinstance(piece, str) else getattr(piece, "indicator", "@")
            for piece in block.pieces
        ).strip()
        for block in kept(text, **given).blocks
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Viens. Divi! Trīs? Četri…", ["Viens. ", "Divi! ", "Trīs? ", "Četri…"]),
        ("Ir 12,5 % un 10.5 %. Tālāk.", ["Ir 12,5 % un 10.5 %. ", "Tālāk."]),
        ("Uz 22. Februāra dienu. Jā.", ["Uz 22. Februāra dienu. ", "Jā."]),
        ("No 5.–12. klasei, 1. Klase.", ["No 5.–12. klasei, 1. Klase."]),
        ("Noteikumi Nr. Viens. Divi.", ["Noteikumi Nr. Viens. ", "Divi."]),
        ("Raksta A. Bērziņš. Labi.", ["Raksta A. Bērziņš. ", "Labi."]),
        ("Un citi, u.c. Pilsētas. Labi.", ["Un citi, u.c. Pilsētas. ", "Labi."]),
        ("Teica: „Jā.” Tad gāja.", ["Teica: „Jā.” ", "Tad gāja."]),
        ("Правила № 569 от 11.09.2018. Дальше.", ["Правила № 569 от 11.09.2018. Дальше."]),
        ("И т. д. По городу. Всё.", ["И т. д. По городу. ", "Всё."]),
        ("Mr. Smith came. He left.", ["Mr. Smith came. ", "He left."]),
        ("the end. the lower case", ["the end. the lower case"]),
    ],
)
def test_sentence_ends_where_a_reader_ends_it(text, parts):
    assert ["".join(map(str, one)) for one in keeping.sentences_of([text])] == parts


def test_sentence_ends_behind_a_figure_and_before_one():
    figure = FigureToken("known", {})

    found = keeping.sentences_of(["Ir ", figure, ". Un ", figure, ". ", figure, " ir."])

    assert found == [("Ir ", figure, ". "), ("Un ", figure, ". "), (figure, " ir.")]


def test_number_in_front_of_a_figure_ends_no_sentence():
    figure = FigureToken("known", {})

    assert len(keeping.sentences_of(["Noteikumi Nr. ", figure, " un 1. ", figure, "."])) == 1


@given(st.lists(st.sampled_from(["Ir. ", "5. ", "Nr. ", "a! ", "B? ", FIGURE]), max_size=12))
def test_sentences_together_are_the_text(pieces):
    given_pieces = [FigureToken("known", {}) if one is FIGURE else one for one in pieces]

    found = [piece for sentence in keeping.sentences_of(given_pieces) for piece in sentence]

    assert "".join(map(str, found)) == "".join(map(str, given_pieces))


def test_sentence_without_its_figure_is_left_out_and_the_others_stand():
    text = "Ir [[known]]. Nav [[unknown]]. Slēpti [[hidden]]. Vēl [[other]]. Beigas."

    assert stands(text) == ["Ir known. Vēl other. Beigas."]
    assert [one.missing.indicator for one in kept(text).left_out] == ["unknown", "hidden"]


def test_paragraph_goes_with_its_last_figure():
    assert stands("Ir [[unknown]]. Katrs ieskaitīts reizi.\n\nCits.") == ["Cits."]


def test_list_without_items_goes_with_the_line_above_it():
    assert stands("Viens:\n\n- a [[unknown]]\n- b [[hidden]]\n\nBeigas.") == ["Beigas."]
    assert stands("Viens:\n\n- a [[unknown]]\n- b [[known]]") == ["Viens:", "b known"]


def test_zero_is_told_as_the_text_says():
    assert stands("Ir [[none]].") == ["Ir none."]
    assert stands('Ir [[none zero="bērnu nav"]].') == ["Ir none."]
    assert stands('Ir [[known]]. Rindā ir [[none zero="Bērnu nav."]]!') == ["Ir known. none"]
    assert stands("Ir [[known]]. STEM jomā – [[none zero=-]].") == ["Ir known."]
    assert [one.why for one in kept("x [[none zero=-]]").left_out] == [Why.NONE]


def test_name_of_what_was_not_held_leaves_its_sentence_out():
    text = "Aptauja [[@campaign of=wellbeing]] bija. Ir [[known]]."

    assert stands(text) == ["Ir known."]
    assert stands(text, named=("wellbeing",)) == ["Aptauja @ bija. Ir known."]
    assert kept(text).left_out[0].missing == NameToken("campaign", of="wellbeing")


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("known >= 87", True),
        ("known > 87", False),
        ("known <= 87", True),
        ("known < 87", False),
        ("known = 87", True),
        ("known = 100", False),
        ("known != 100", True),
        ("known - other >= 40", True),
        ("known - other > 40", False),
        ("other - known >= 5", False),
        ("known - other >= 5, of >= 29", True),
        ("known - other >= 5, of >= 30", False),
        ("known >= 5, of >= 100", True),
        ("none = 0", True),
        ("none > 0", False),
        ("unknown >= 0", False),
        ("unknown < 5", False),
        ("hidden != 5", False),
        ("known - unknown >= 0", False),
    ],
)
def test_condition_rules_its_paragraph(condition, holds):
    text = f"[[when {condition}]] Tā ir."

    assert stands(text) == (["Tā ir."] if holds else [])
    (judged,) = [one.judged for one in (*kept(text).standing, *kept(text).left_out)]
    assert judged.holds is holds


def test_condition_is_judged_by_exact_numbers():
    VALUES["nearly"] = replace(FIGURE, value=Fraction(48900, 490), denominator=490)
    KNOWN["nearly"] = ()

    assert stands("[[when nearly = 100]] Visi.") == []
    assert stands("[[when nearly < 100]] Gandrīz visi.") == ["Gandrīz visi."]
    assert keeping.Judged(
        parsed("[[when nearly > 99.79]] x", indicators=KNOWN)[0].condition, (VALUES["nearly"],)
    ).condition.bound == Decimal("99.79")
