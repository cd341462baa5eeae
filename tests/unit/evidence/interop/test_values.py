"""Cells to values: every form that is taken, and what is said of others."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from gaisma.evidence.interop import values
from gaisma.evidence.interop.kinds import columns_of, known_kinds
from gaisma.evidence.interop.values import Parsed
from tests.moments import TODAY


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def parse(kind: str, name: str, *texts: str | None) -> Parsed:
    column = next(column for column in columns_of(kind) if column.name == name)
    return values.parsed(column, pl.Series(texts, dtype=pl.String), today=TODAY)


def value(kind: str, name: str, text: str | None) -> Any:
    return parse(kind, name, text).values[0]


@pytest.mark.parametrize(
    "text",
    [
        "2024-09-01",
        "2024-09-01 00:00:00",
        "2024-09-01T00:00:00.000",
        "01.09.2024",
        "1.9.2024",
        "01.09.2024.",
        "01. 09. 2024",
        "2024.09.01",
        "2024/9/1",
        "45536",
        "45536.0",
    ],
)
def test_date_forms_are_taken(text: str) -> None:
    assert value("learners", "from", text) == date(2024, 9, 1)


@pytest.mark.parametrize(
    "text",
    ["31.02.2024", "2024-13-01", "01/09/2024", "1.9.24", "0001-01-01", "2200-01-01", "99999", "x"],
)
def test_other_dates_are_refused(text: str) -> None:
    parsed = parse("learners", "from", text)

    assert parsed.values[0] is None
    assert parsed.complaint(text) == f"“{text}” is not a date: write 2024-09-01 or 01.09.2024."


def test_only_dates_in_other_forms_are_odd() -> None:
    parsed = parse("learners", "from", "2024-09-01", "01.09.2024", None, "x")

    assert parsed.odd is not None
    assert parsed.odd.to_list() == [False, True, False, False]


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("12.0", 12), ("12,0", 12), ("007", 7)])
def test_integer_forms_are_taken(text: str, number: int) -> None:
    assert value("groups", "grade", text) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "1e3", "9999999999", "XII"])
def test_other_integers_are_refused(text: str) -> None:
    assert value("groups", "grade", text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.750", "0.75"),
        ("0,75", "0.75"),
        ("1", "1"),
        ("0.30000000000000004", "0.3"),
        ("0.333", "0.333"),
        ("1 ,5", "1.5"),
    ],
)
def test_load_forms_are_taken(text: str, number: str) -> None:
    assert value("staff", "load", text) == Decimal(number)


@pytest.mark.parametrize("text", ["0.3333", "-0.5", "1000", "1.2.3", "pusslodze", "NaN", "inf"])
def test_other_loads_are_refused(text: str) -> None:
    parsed = parse("staff", "load", text)

    assert parsed.values[0] is None
    assert "0.750 or 0,750" in parsed.complaint(text)


def test_coordinates_are_rounded_to_six_places() -> None:
    assert value("sites", "latitude", "55.87412345678") == Decimal("55.874123")
    assert value("sites", "longitude", "-26,5") == Decimal("-26.5")
    assert value("sites", "latitude", "91") is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [("yes", True), ("JĀ", True), ("да", True), ("1", True), ("Nē", False), ("нет", False)],
)
def test_yes_and_no_are_taken_in_three_languages(text: str, answer: bool) -> None:
    assert value("staff", "permanent", text) is answer


def test_other_booleans_are_refused() -> None:
    assert value("staff", "permanent", "varbūt") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2024/2025", "2024/2025"),
        ("2024./2025.", "2024/2025"),
        ("2024-2025", "2024/2025"),
        ("2024/25", "2024/2025"),
        ("2024./2025. m. g.", "2024/2025"),
        ("2024./2025. mācību gads", "2024/2025"),
        ("2024", None),
        ("2024/2026", None),
        ("1099/1100", None),
    ],
)
def test_school_years_are_taken_in_their_forms(text: str, name: str | None) -> None:
    assert value("groups", "school_year", text) == name


@pytest.mark.parametrize(
    ("kind", "name", "text", "code"),
    [
        ("institutions", "kind", "Pirmsskolas  izglītības iestāde", "preschool"),
        ("institutions", "kind", "general school", None),
        ("staff", "role", "LOGOPĒDS", "speech_therapist"),
        ("programmes", "stage", "общее образование", "school"),
        ("programmes", "language", "latviešu", "lv"),
        ("groups", "regime", "24-hour", "24_hour"),
    ],
)
def test_codes_are_taken_by_their_words(kind: str, name: str, text: str, code: str | None) -> None:
    assert value(kind, name, text) == code


def test_unknown_code_is_answered_with_the_nearest_in_the_readers_language() -> None:
    with translation.override("lv"):
        told = parse("staff", "role", "logoped").complaint("logoped")

    assert "vai bija domāts „logopēds”?" in told


def test_unknown_item_of_a_list_is_the_one_that_is_named() -> None:
    parsed = parse("programmes", "special", "language | nonsense")

    assert parsed.values[0] is None
    assert "“nonsense” is not known" in parsed.complaint("language | nonsense")


def test_lists_are_split_and_free_lists_are_kept() -> None:
    assert value("programmes", "special", "vision|language |").to_list() == ["vision", "language"]
    assert value("institutions", "aliases", "4. PII | Zīlīte").to_list() == ["4. PII", "Zīlīte"]


def test_empty_cells_stay_empty_in_every_column() -> None:
    for kind in known_kinds():
        for column in columns_of(kind):
            assert value(kind, column.name, None) is None


def test_examples_of_the_contract_are_taken() -> None:
    examples = [(kind, one) for kind in known_kinds() for one in columns_of(kind) if one.example]

    bad = [(kind, one.name) for kind, one in examples if value(kind, one.name, one.example) is None]

    assert len(examples) > 50
    assert bad == []


@settings(max_examples=50, deadline=None)
@given(text=st.text(min_size=1, max_size=30))
def test_random_text_never_raises_and_has_an_answer(text: str) -> None:
    for kind in known_kinds():
        for column in columns_of(kind):
            parsed = parse(kind, column.name, text)
            if parsed.values[0] is None:
                assert parsed.complaint(text)
