"""What the lake is told of professional development."""

from datetime import date
from decimal import Decimal

import pytest

from gaisma.analytics.work_terms import TRAINING_TOPICS
from gaisma.evidence.lake.models import TableChange
from gaisma.record.people import facts
from gaisma.record.people.actions import employments
from tests import factories
from tests.moments import NOW


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Bērnu tiesību aizsardzība", "child_protection"),
        ("BĒRNU  TIESĪBU aizsardzības jautājumi", "child_protection"),
        ("Защита прав ребёнка", "child_protection"),
        ("Digitālie rīki mācību stundā", "digital_skills"),
        ("Mācību saturs", "content_of_learning"),
        ("cita tēma", "other"),
        ("Floristika", "other"),
    ],
)
def test_topic_is_told_from_its_words(words: str, topic: str) -> None:
    assert facts.topic_of(words) == topic


def test_topics_with_words_are_those_of_figures() -> None:
    assert {code for code, _stems in facts.STEMS} | {facts.OTHER} == set(TRAINING_TOPICS.codes)


@pytest.mark.django_db
def test_course_stands_in_the_lake_under_its_topic() -> None:
    course = factories.professional_development(topic="Bērnu tiesību aizsardzība", hours=8)

    (row,) = facts.development().to_dicts()

    assert row == {
        "course": course.pk,
        "person": course.person.pseudonym,
        "topic": "child_protection",
        "hours": Decimal("8.0"),
        "completed_on": date(2024, 3, 1),
    }


@pytest.mark.django_db
def test_no_courses_are_an_empty_table() -> None:
    assert facts.development().is_empty()


@pytest.mark.django_db
def test_course_that_is_recorded_or_removed_tells_the_lake() -> None:
    course = employments.add_development(
        person=factories.person(),
        topic="Mediācija",
        hours=Decimal(6),
        completed_on=date(2024, 3, 1),
        by=None,
        at=NOW,
    )
    employments.remove_development(development=course, by=None, at=NOW)

    assert TableChange.objects.get(table="development").counter == 2
