"""The noun after a number is that of what is counted, whatever is counted."""

import pytest

from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.indicators import Indicator, Unit
from gaisma.base.registry import gathered
from gaisma.base.wording import agreement

INDICATORS = tuple(gathered("INDICATORS"))
LANGUAGES = ("lv", "en", "ru")
each = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.key)


def agrees(noun: str) -> bool:
    """Whether the noun can be said of any number, in every language and case."""
    return all(
        agreement.noun(noun, value, language, case=case)
        for language in LANGUAGES
        for case in agreement.CASES
        for value in (0, 1, 2, 5, 11, 21)
    )


@each
def test_indicator_names_what_it_counts(indicator: Indicator) -> None:
    assert indicator.noun
    assert all(agrees(noun) for noun in indicator.nouns)


@each
def test_noun_is_narrowed_by_what_narrows_the_indicator(indicator: Indicator) -> None:
    conditions = [condition.partition("=") for condition in indicator.noun_where]

    assert all(name in indicator.dimensions for name, _, _ in conditions)
    assert all(is_known(name, value) for name, _, value in conditions if value)


def is_known(dimension: str, value: str) -> bool:
    vocabulary = DIMENSIONS[dimension].vocabulary
    return vocabulary is not None and bool(vocabulary.expanded(value))


@each
def test_noun_of_learners_is_of_those_who_count_learners(indicator: Indicator) -> None:
    """Before an indicator named its own, whatever was counted was told of as learners."""
    is_of_exams = indicator.key.startswith("assessments.") and indicator.unit is Unit.COUNT
    is_named_so = is_of_exams or indicator.key.endswith((".learners", ".families_talked"))
    is_of_learners = is_named_so or indicator.key.startswith(("learners.", "queue."))

    assert is_of_learners is ("learner" in indicator.nouns)


@each
def test_loads_are_no_people(indicator: Indicator) -> None:
    assert (indicator.unit is Unit.LOADS) is (indicator.noun == "load")


@each
def test_indicator_stands_in_a_chapter_with_a_title(indicator: Indicator) -> None:
    assert indicator.chapter.title
    assert {one.chapter for one in INDICATORS if one.chapter.key == indicator.chapter.key} == {
        indicator.chapter
    }


@pytest.mark.parametrize(
    ("indicator", "filters", "noun"),
    [
        ("learners.count", {"stage": "preschool"}, "child"),
        ("learners.count", {"stage": "preschool", "grade": "1"}, "child"),
        ("learners.change", {"grade": "1"}, "pupil"),
        ("learners.count", {}, "learner"),
        ("groups.count", {"stage": "school"}, "class"),
        ("groups.count", {"stage": "interest"}, "group"),
        ("institutions.count", {"institution_kind": "neighbourhood_club"}, "club"),
        ("vacancies.load", {}, "load"),
        ("boards.count", {}, "board"),
        ("board_meetings.count", {"year": "2024"}, "meeting"),
        ("staff.count", {"role": "teacher"}, "staff_member"),
    ],
)
def test_filter_that_says_it_best_is_taken(
    indicator: str, filters: dict[str, str], noun: str
) -> None:
    assert gathered("INDICATORS")[indicator].noun_under(filters) == noun
