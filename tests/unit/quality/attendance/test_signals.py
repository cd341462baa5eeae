"""Each signal: at the edge of its rule, one on either side."""

from datetime import date, timedelta
from typing import Any

import pytest

from gaisma.quality.attendance.queries import Scope, signals
from tests import factories
from tests.unit.quality.attendance.conftest import MONDAY, Classes, Journal

pytestmark = pytest.mark.django_db
PRESENT, EXCUSED = "present", "absent_excused"


def found(classes: Classes, kind: str, *, groups: bool = False) -> list[signals.Signal]:
    places = frozenset() if groups else frozenset([classes.school.pk])
    own = frozenset([classes.second.pk]) if groups else frozenset()
    return signals.of_month(Scope(places, own), "2024-05", (kind,))


def held(who: str, count: int, status: str = PRESENT) -> list[tuple[Any, ...]]:
    """So many lessons of a subject, one a working day."""
    days = [MONDAY + timedelta(days=number // 5 * 7 + number % 5) for number in range(count)]
    return [(who, day, 1, "Fizika", status) for day in days if day.month == 5]


@pytest.mark.parametrize(
    ("lessons", "marks", "is_told"),
    [(1, 0, True), (1, 1, False), (15, 1, False), (16, 1, True), (16, 2, False)],
)
def test_one_mark_in_eight_lessons_and_a_month(
    classes: Classes, journal: Journal, lessons: int, marks: int, is_told: bool
) -> None:
    given = tuple(("Cita", MONDAY, "Fizika", 7) for _ in range(marks))
    journal(*held("Cita", lessons), marks=given)

    told = found(classes, signals.FEW_MARKS)

    assert [(one.class_name, one.subject) for one in told] == [("5.b", "Fizika")] * is_told
    if is_told:
        assert f"1 of 1 learners have fewer marks than {max(1, lessons // 8)}" in told[0].facts


def test_who_was_never_there_lacks_no_mark(classes: Classes, journal: Journal) -> None:
    journal(*held("Cita", 4, EXCUSED))

    assert found(classes, signals.FEW_MARKS) == []


def test_lesson_without_entries_is_told_and_one_with_an_entry_is_not(
    classes: Classes, journal: Journal
) -> None:
    journal(
        ("Anna", MONDAY, 1, "Fizika", None),
        ("Bruno", MONDAY, 1, "Fizika", None),
        ("Anna", MONDAY, 2, "Fizika", None),
        ("Bruno", MONDAY, 2, "Fizika", PRESENT),
    )

    told = found(classes, signals.EMPTY)

    assert [(one.day, one.facts) for one in told] == [(MONDAY, "Lesson 1: 2 learners.")]


def test_two_lessons_at_once_are_told_with_both_subjects(
    classes: Classes, journal: Journal
) -> None:
    journal(
        ("Anna", MONDAY, 1, "Fizika", PRESENT),
        ("Anna", MONDAY, 1, "Mūzika", PRESENT),
        ("Bruno", MONDAY, 1, "Fizika", PRESENT),
    )

    told = found(classes, signals.TWICE)

    assert [(one.subject, one.facts) for one in told] == [
        ("Fizika, Mūzika", "Lesson 1: 1 learner.")
    ]


@pytest.mark.parametrize(
    ("day", "is_told"),
    [
        (date(2024, 5, 1), True),  # a public holiday
        (date(2024, 5, 11), True),  # a Saturday
        (date(2024, 5, 10), False),
    ],
)
def test_lessons_on_days_off_are_told(
    classes: Classes, journal: Journal, day: date, is_told: bool
) -> None:
    journal(("Anna", day, 1, "Fizika", PRESENT))

    assert bool(found(classes, signals.FREE_DAY)) is is_told


def test_moved_working_day_is_one(classes: Classes, journal: Journal) -> None:
    factories.moved_working_day(day_off_on=date(2024, 5, 10), worked_on=date(2024, 5, 11))
    journal(
        ("Anna", date(2024, 5, 10), 1, "Fizika", PRESENT),
        ("Anna", date(2024, 5, 11), 1, "Fizika", PRESENT),
    )

    assert [one.day for one in found(classes, signals.FREE_DAY)] == [date(2024, 5, 10)]


@pytest.mark.parametrize(("left_on", "is_told"), [(MONDAY, False), (date(2024, 5, 5), True)])
def test_learners_who_had_left_are_told(
    classes: Classes, journal: Journal, left_on: date, is_told: bool
) -> None:
    enrolment = classes.people["Anna"].enrolments.get()
    enrolment.to_on = left_on
    enrolment.save()
    journal(("Anna", MONDAY, 1, "Fizika", PRESENT), ("Bruno", MONDAY, 1, "Fizika", PRESENT))

    assert bool(found(classes, signals.NOT_ENROLLED)) is is_told


def test_signals_of_other_places_and_classes_are_not_told(
    classes: Classes, journal: Journal
) -> None:
    journal(
        ("Dana", MONDAY, 1, "Fizika", None),
        ("Anna", MONDAY, 1, "Fizika", None),
        ("Cita", MONDAY, 1, "Fizika", None),
    )

    assert [one.class_name for one in found(classes, signals.EMPTY)] == ["5.a", "5.b"]
    assert [one.class_name for one in found(classes, signals.EMPTY, groups=True)] == ["5.b"]
