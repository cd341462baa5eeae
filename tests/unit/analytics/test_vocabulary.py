import pytest

from gaisma.analytics.vocabulary import (
    EXCLUSIVE_STAGES,
    KINDS,
    ROLES,
    STAGES,
    TEACHING_ROLES,
    UNIT_KINDS,
    UnknownTerm,
    folded,
)


@pytest.mark.parametrize(
    "text", ["secondary_school", "secondary school", "Vidusskola", "СРЕДНЯЯ  ШКОЛА"]
)
def test_code_of_takes_code_and_terms_of_three_languages(text: str) -> None:
    assert KINDS.code_of(text) == "secondary_school"


def test_code_of_unknown_word_names_the_known_codes() -> None:
    with pytest.raises(UnknownTerm) as refused:
        KINDS.code_of("kindergarden")

    assert refused.value.text == "kindergarden"
    assert "preschool" in refused.value.choices


def test_expanded_general_school_stands_for_three_kinds() -> None:
    assert KINDS.expanded("general school") == ("basic_school", "secondary_school", "gymnasium")


def test_codes_leave_out_words_that_stand_for_several() -> None:
    assert "general_school" not in KINDS.codes


def test_title_of_the_same_code_differs_by_list_and_language() -> None:
    assert KINDS.title("preschool", "lv") == "pirmsskolas izglītības iestāde"
    assert STAGES.title("preschool", "lv") == "pirmsskolas izglītība"
    assert STAGES.title("preschool", "ru") == "дошкольное образование"
    assert STAGES.title("preschool") == "preschool"


def test_title_of_an_unknown_code_is_the_code() -> None:
    assert KINDS.title("observatory", "lv") == "observatory"


def test_folded_joins_what_looks_the_same() -> None:
    decomposed = "I\u0304pas\u030ca  SKOLA"

    assert folded(decomposed) == folded("īpaša_skola")


@pytest.mark.parametrize(
    "written",
    [
        "PII „Rūķītis”",
        'PII "Rūķītis"',
        "PII 'Rūķītis'",
        "PII «Rūķītis»",
        "PII ‘Rūķītis’",
        "PII ’’Rūķītis’’",
        "PII\u00a0“RŪĶĪTIS”",
        "PII “Rūķī\u00adtis”\u200b",
    ],
)
def test_folded_reads_quotation_marks_of_all_languages_as_one(written: str) -> None:
    assert folded(written) == folded("PII “Rūķītis”")


@pytest.mark.parametrize("written", ["Centra–Rīta", "Centra — Rīta", "centra -Rīta", "Centra‑Rīta"])
def test_folded_reads_dashes_of_all_lengths_as_one(written: str) -> None:
    assert folded(written) == folded("Centra-Rīta") != folded("Centra Rīta")


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (TEACHING_ROLES, ROLES.codes),
        (UNIT_KINDS, KINDS.codes),
        (EXCLUSIVE_STAGES, STAGES.codes),
    ],
)
def test_special_lists_are_parts_of_their_vocabulary(
    part: tuple[str, ...], whole: tuple[str, ...]
) -> None:
    assert set(part) <= set(whole)
