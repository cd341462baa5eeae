"""What rules find in the register: on either side of each threshold and end, and each reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import Organisation
from gaisma.quality.prevention.signals import queries, register
from gaisma.quality.prevention.signals.finding import GRADE_NINE, NOT_ENROLLED, RETURNED, Whose
from gaisma.record.people.models import Person
from tests import factories
from tests.pages import read
from tests.unit.quality.prevention.conftest import working

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 15)
BORN = date(2010, 2, 1)


def days(number: int) -> date:
    return DAY - timedelta(days=number)


@pytest.fixture
def learner() -> Person:
    found: Person = factories.person(born_on=BORN)
    return found


def group(school: Organisation, grade: int = 8, stage: str = "school") -> Any:
    programme = factories.programme(institution=school, stage=stage)
    return factories.group(institution=school, programme=programme, grade=grade)


def told(kind: str, threshold: int, school: Organisation, on: date = DAY) -> list[int]:
    """The numbers by which the rule finds somebody at the school."""
    found = register.found(kind, threshold, Whose(frozenset({school.pk})), on)
    return [one.value for one in found]


@pytest.mark.parametrize(("gone", "is_told"), [(13, False), (14, False), (15, True)])
def test_who_learns_nowhere_is_told_after_the_days(
    gone: int, is_told: bool, school: Organisation, learner: Person
) -> None:
    factories.enrolment(person=learner, group=group(school), to_on=days(gone))

    assert told(NOT_ENROLLED, 14, school) == ([gone] if is_told else [])


@pytest.mark.parametrize(("gone", "is_told"), [(180, True), (181, False)])
def test_who_learns_nowhere_is_told_of_for_a_time(
    gone: int, is_told: bool, school: Organisation, learner: Person
) -> None:
    row = factories.enrolment(person=learner, group=group(school), to_on=days(gone))
    assert row.from_on < days(gone)

    assert bool(told(NOT_ENROLLED, 14, school)) is is_told


@pytest.mark.parametrize(
    ("born_on", "is_told"),
    [
        (date(2017, 5, 16), False),  # six, seven tomorrow
        (date(2017, 5, 15), True),
        (date(2006, 5, 16), True),  # seventeen, eighteen tomorrow
        (date(2006, 5, 15), False),
        (None, False),
    ],
)
def test_age_of_compulsory_education_is_that_of_the_day(
    born_on: date | None, is_told: bool, school: Organisation
) -> None:
    person = factories.person(born_on=born_on)
    factories.enrolment(person=person, group=group(school), to_on=days(30))

    assert bool(told(NOT_ENROLLED, 14, school)) is is_told


@pytest.mark.parametrize(
    ("reason", "is_told"),
    [("withdrawn", True), ("", True), ("left_early", True), ("left_the_municipality", False)],
)
def test_who_moved_away_is_not_told(
    reason: str, is_told: bool, school: Organisation, learner: Person
) -> None:
    factories.enrolment(person=learner, group=group(school), to_on=days(30), leaving_reason=reason)

    assert bool(told(NOT_ENROLLED, 14, school)) is is_told


def test_who_learns_elsewhere_or_finished_is_not_told(school: Organisation) -> None:
    moved, finished, soon = (factories.person(born_on=BORN) for _ in range(3))
    factories.enrolment(person=moved, group=group(school), to_on=days(30))
    factories.enrolment(person=moved, group=group(factories.institution()), from_on=days(20))
    factories.enrolment(
        person=finished, group=group(school, 9), to_on=days(30), leaving_reason="completed"
    )
    factories.enrolment(person=soon, group=group(school), to_on=days(30))
    factories.enrolment(person=soon, group=group(school), from_on=DAY + timedelta(days=100))

    assert told(NOT_ENROLLED, 14, school) == []


@pytest.mark.parametrize(("gap", "is_told"), [(29, False), (30, False), (31, True)])
def test_who_came_back_is_told_after_more_days_than_allowed(
    gap: int, is_told: bool, school: Organisation, learner: Person
) -> None:
    factories.enrolment(person=learner, group=group(school), to_on=days(11 + gap))
    factories.enrolment(person=learner, group=group(school), from_on=days(10))

    assert told(RETURNED, 30, school) == ([gap] if is_told else [])


@pytest.mark.parametrize(("back", "is_told"), [(90, True), (91, False)])
def test_who_came_back_is_told_for_a_time(
    back: int, is_told: bool, school: Organisation, learner: Person
) -> None:
    factories.enrolment(person=learner, group=group(school), to_on=days(back + 60))
    factories.enrolment(person=learner, group=group(school), from_on=days(back))

    assert bool(told(RETURNED, 30, school)) is is_told


@pytest.mark.parametrize(("last", "value"), [(date(2024, 5, 31), []), (date(2024, 4, 20), [41])])
def test_summer_is_no_break(
    last: date, value: list[int], school: Organisation, learner: Person
) -> None:
    """From April 21 to May 31 there are 41 days; June to August count for nothing."""
    factories.enrolment(person=learner, group=group(school), to_on=last)
    following = factories.group(
        programme=factories.programme(institution=school),
        school_year=factories.school_year("2024/2025"),
    )
    factories.enrolment(person=learner, group=following, from_on=date(2024, 9, 1))

    assert told(RETURNED, 30, school, on=date(2024, 9, 10)) == value


def test_two_enrolments_at_once_are_no_break(school: Organisation, learner: Person) -> None:
    """The first ended long ago, another went on until yesterday."""
    factories.enrolment(person=learner, group=group(school), to_on=days(100))
    factories.enrolment(person=learner, group=group(school), to_on=days(6))
    factories.enrolment(person=learner, group=group(school), from_on=days(5))

    assert told(RETURNED, 30, school) == []


@pytest.mark.parametrize(("gone", "is_told"), [(0, True), (89, True), (90, False)])
def test_unfinished_grade_nine_is_told_for_its_months(
    gone: int, is_told: bool, school: Organisation, learner: Person
) -> None:
    factories.enrolment(
        person=learner, group=group(school, 9), to_on=days(gone), leaving_reason="withdrawn"
    )

    assert told(GRADE_NINE, 3, school) == ([gone] if is_told else [])


@pytest.mark.parametrize("reason", ["completed", "moved", "merger", "left_the_municipality", ""])
def test_grade_nine_that_ended_otherwise_is_not_told(
    reason: str, school: Organisation, learner: Person
) -> None:
    factories.enrolment(
        person=learner, group=group(school, 9), to_on=days(10), leaving_reason=reason
    )

    assert told(GRADE_NINE, 12, school) == []


@pytest.mark.parametrize(("grade", "stage"), [(10, "school"), (None, "vocational")])
def test_who_is_beyond_grade_nine_is_not_told(
    grade: int, stage: str, school: Organisation, learner: Person
) -> None:
    factories.enrolment(
        person=learner, group=group(school, 9), to_on=days(10), leaving_reason="withdrawn"
    )
    factories.enrolment(person=learner, group=group(school, grade, stage), from_on=days(5))

    assert told(GRADE_NINE, 12, school) == []


def test_other_school_is_told_nothing(school: Organisation, learner: Person) -> None:
    factories.enrolment(person=learner, group=group(school), to_on=days(30))

    assert told(NOT_ENROLLED, 14, factories.institution()) == []


def test_rules_of_the_register_read_nothing_of_who_a_learner_is() -> None:
    """The day of birth alone, by which education is compulsory."""
    of_person = {name for name in register.COLUMNS if name.startswith("person__")}

    assert of_person == {"person__pseudonym", "person__born_on"}
    assert not {"language", "special", "home_municipality"} & set(
        "__".join(register.COLUMNS).split("__")
    )


def test_who_learns_nowhere_has_no_door_that_would_be_shut(
    reader: Client, school: Organisation, learner: Person
) -> None:
    """The team of the last school sees the signal; neither a case nor the page can be opened."""
    from tests.moments import TODAY

    factories.signal_rule(kind=NOT_ENROLLED, threshold=14)
    factories.enrolment(person=learner, group=group(school), to_on=TODAY - timedelta(days=30))
    team = working("support", school)
    reader.force_login(team)

    page = read(reader, "/prevention/signals/")

    assert learner.family_name in page
    assert f"/people/{learner.pk}/" not in page
    assert f"/prevention/cases/new/{learner.pk}/" not in page
    assert queries.signal(team, learner.pk, NOT_ENROLLED, on=TODAY) is not None
