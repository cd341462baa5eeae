"""What of evaluations and appraisals goes into the lake."""

from datetime import date
from typing import Any

import pytest

from gaisma.quality.selfevaluation import facts, scales
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def told(*columns: str) -> list[tuple[Any, ...]]:
    return facts.evaluations().select(*columns).rows()


def test_self_evaluation_counts_once_its_head_has_signed() -> None:
    factories.self_evaluation()
    signed = factories.signed_evaluation()

    rows = facts.evaluations().to_dicts()

    assert [row["evaluation"] for row in rows] == [f"self_evaluation {signed.pk}"]
    assert rows[0]["kind"] == "self_evaluation"
    assert rows[0]["unit"] == signed.institution_id
    assert rows[0]["instrument"] == "self-evaluation in areas"
    assert (rows[0]["school_year"], rows[0]["held_on"]) == ("2023/2024", date(2024, 6, 14))


def test_levels_are_told_by_area_wherever_they_stand() -> None:
    signed = factories.signed_evaluation()
    given = {"evaluation": signed}
    factories.passage(about="lessons marks", level="best", **given)
    factories.passage(place="area", about="place", level="fair", **given)
    factories.passage(about="safety", **given)
    factories.passage(place="chapter", about="profile", narrative="We are", **given)

    assert set(told("area", "level")) == {("Teaching", "excellent"), ("Environment", "good")}


def test_self_evaluation_without_levels_counts_too() -> None:
    factories.signed_evaluation()

    assert told("area", "level") == [(None, None)]


def test_finding_counts_by_what_it_comes_to_in_the_year_of_its_day() -> None:
    factories.finding(kind="appraisal", held_on=date(2023, 9, 1), answers={"lessons": "best"})
    factories.finding(held_on=date(2023, 8, 31), level="weak")

    rows = set(told("kind", "area", "level", "school_year"))

    assert rows == {
        ("appraisal", None, "good", "2023/2024"),
        ("external_visit", None, "needs improvement", "2022/2023"),
    }


def test_instrument_is_named_as_its_first_version_was() -> None:
    first = factories.framework_version("visit")
    later = factories.version(
        factories.framework(title={"en": "another name"}), instrument=first.instrument, number=2
    )
    factories.finding(version=later)

    assert told("instrument") == [("self-evaluation in areas",)]
    assert list(scales.instrument_titles("lv")) == ["self-evaluation in areas"]


def test_appraisal_is_told_without_head_and_institution() -> None:
    factories.appraisal()
    done = factories.appraisal(level="best", concluded_on=date(2024, 6, 10), read_at=NOW)

    (row,) = facts.appraisals().to_dicts()

    assert set(row) == {"appraisal", "authority", "level", "school_year", "held_on"}
    assert (row["appraisal"], row["level"]) == (done.pk, "excellent")


def test_titles_of_levels_begin_with_the_best() -> None:
    factories.framework_version()

    titles = scales.level_titles("lv")

    assert titles == {"excellent": "izcili", "good": "labi", "needs improvement": "vāji"}
    assert scales.area_titles("lv") == {"Teaching": "Mācīšana", "Environment": "Vide"}
