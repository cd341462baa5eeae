"""What is owed after lessons, by who plans them, who observes and who was observed."""

from datetime import date, timedelta
from typing import Any

import pytest

from gaisma.base.duties import owed
from gaisma.base.models import Organisation, User
from gaisma.quality.observations.models import CoverageGoal, Observation, Sheet
from tests import factories
from tests.moments import NOW, TODAY
from tests.unit.quality.observations.visits import HELD, Visit, visit, whole

pytestmark = pytest.mark.django_db

LATELY = date(2024, 8, 6)
"""A lesson of two weeks before today."""


def of(user: User, duty: str) -> list[tuple[int, ...]]:
    """The observations for which the person owes it."""
    return [due.owed.of for due in owed(user, TODAY) if due.duty.key == duty]


def change(seen: Visit, **fields: Any) -> None:
    Observation.objects.filter(pk=seen.observation.pk).update(**fields)


@pytest.fixture
def lately(inside: Visit) -> Visit:
    """A lesson two weeks ago that both observers have rated."""
    change(whole(inside), held_on=LATELY)
    return inside


def test_sheets_of_past_days_are_owed(school: Organisation, head: User) -> None:
    late = visit(school)
    visit(school, "external")
    factories.sheet(observation=factories.observation(institution=school, planned_on=TODAY))

    sheets = [due for due in owed(head, TODAY) if due.duty.key == "sheets"]
    elsewhere = owed(factories.user(), TODAY)

    assert [due.owed.of for due in sheets] == [(late.observation.pk,)]
    assert "Ilze" not in sheets[0].owed.sentence
    assert not [due for due in elsewhere if due.duty.key == "sheets"]


def test_submitted_sheets_are_not_owed(inside: Visit, head: User) -> None:
    whole(inside)

    assert not [due for due in owed(head, TODAY) if due.duty.key == "sheets"]


def test_lessons_that_are_not_talked_over_are_owed(
    inside: Visit, head: User, specialist: User
) -> None:
    whole(inside)

    assert of(head, "talks") == [(inside.observation.pk,)]
    assert of(specialist, "talks") == []


@pytest.mark.parametrize(
    "told",
    [{"talked_on": HELD}, {"signed_at": NOW}, {"held_on": date(2023, 8, 1)}, {"held_on": TODAY}],
)
def test_what_was_talked_over_or_is_long_over_is_not_owed(
    inside: Visit, head: User, told: dict[str, Any]
) -> None:
    whole(inside)
    change(inside, **told)

    assert of(head, "talks") == []


def test_a_talk_is_late_two_weeks_after_the_lesson(inside: Visit, head: User) -> None:
    whole(inside)
    change(inside, held_on=LATELY)

    (due,) = [due for due in owed(head, TODAY) if due.duty.key == "talks"]

    assert due.owed.due_on == TODAY
    assert not due.owed.is_overdue(TODAY)


def test_observers_owe_their_own_sheets_alone(inside: Visit) -> None:
    Sheet.objects.filter(pk=inside.sheets[0].pk).update(submitted_at=NOW)

    assert of(inside.second, "sheets") == [(inside.observation.pk,)]
    assert of(inside.teacher, "sheets") == []


def test_who_leads_owes_the_talk(school: Organisation) -> None:
    seen = whole(visit(school, "external"))

    assert of(seen.lead, "talks") == [(seen.observation.pk,)]
    assert of(seen.second, "talks") == []


def test_the_teacher_owes_a_reply_and_who_plans_waits_for_it(
    lately: Visit, head: User, specialist: User
) -> None:
    assert of(lately.teacher, "replies") == [(lately.observation.pk,)]
    assert of(head, "replies") == [(lately.observation.pk,)]
    assert of(specialist, "replies") == of(lately.second, "replies") == []


@pytest.mark.parametrize(
    "told",
    [
        {"reply": "Thanks", "replied_at": NOW},
        {"signed_at": NOW},
        {"held_on": TODAY},
        {"held_on": date(2024, 5, 1)},
    ],
)
def test_no_reply_is_owed_that_is_given_or_too_late(lately: Visit, told: dict[str, Any]) -> None:
    change(lately, **told)

    assert of(lately.teacher, "replies") == []


def test_no_reply_is_owed_before_every_sheet_is_in(lately: Visit) -> None:
    Sheet.objects.filter(pk=lately.sheets[1].pk).update(submitted_at=None)

    assert of(lately.teacher, "replies") == []


def test_a_reply_is_late_two_weeks_after_the_talk(lately: Visit) -> None:
    change(lately, talked_on=date(2024, 8, 8))

    (due,) = [due for due in owed(lately.teacher, TODAY) if due.duty.key == "replies"]

    assert due.owed.due_on == date(2024, 8, 22)
    assert "Ilze" not in due.owed.sentence


@pytest.mark.parametrize(
    ("days", "is_owed"), [(-61, False), (-60, True), (0, True), (14, True), (15, False)]
)
def test_follow_up_is_owed_near_the_day_of_the_step(
    lately: Visit, head: User, days: int, is_owed: bool
) -> None:
    until = TODAY + timedelta(days=days)
    change(lately, next_step="Questions", next_step_by=until, agreed_at=NOW)

    assert of(head, "follow_ups") == [(lately.observation.pk,)] * is_owed


def test_follow_up_is_owed_by_who_plans_alone(lately: Visit, specialist: User) -> None:
    change(lately, next_step="Questions", next_step_by=TODAY, agreed_at=NOW)

    assert of(lately.teacher, "follow_ups") == of(specialist, "follow_ups") == []


def test_no_follow_up_is_owed_before_the_step_is_agreed(lately: Visit, head: User) -> None:
    change(lately, next_step="Questions", next_step_by=TODAY)

    assert of(head, "follow_ups") == []


@pytest.mark.parametrize(
    ("cancelled", "is_owed"),
    [({}, False), ({"cancelled_on": TODAY, "cancelled_because": "Ill"}, True)],
)
def test_a_planned_visit_settles_the_follow_up(
    lately: Visit, head: User, cancelled: dict[str, Any], is_owed: bool
) -> None:
    seen = lately.observation
    change(lately, next_step="Questions", next_step_by=TODAY, agreed_at=NOW)
    factories.observation(
        institution=seen.institution,
        teacher=seen.teacher,
        follows=seen,
        planned_on=date(2024, 9, 2),
        **cancelled,
    )

    assert of(head, "follow_ups") == [(seen.pk,)] * is_owed


def short(inside: Visit, *, ends_on: date) -> None:
    """One of two teachers is observed in a term that ends then, and the goal is all of them."""
    year = factories.school_year()
    term = {"number": 2, "from_on": date(2024, 1, 8), "to_on": ends_on}
    factories.term(school_year=year, **term)
    factories.coverage_goal(school_year=year, percent=100)
    factories.employment(institution=inside.observation.institution)
    whole(inside)


def test_teachers_still_to_be_observed_are_owed_before_the_term_ends(
    inside: Visit, head: User, specialist: User
) -> None:
    short(inside, ends_on=date(2024, 8, 30))

    (due,) = [due for due in owed(head, TODAY) if due.duty.key == "coverage"]

    assert due.owed.due_on == date(2024, 8, 30)
    assert due.owed.sentence.endswith(": 1")
    assert of(specialist, "coverage") == [()]
    assert of(inside.teacher, "coverage") == []


@pytest.mark.parametrize("ends_on", [date(2024, 8, 19), date(2024, 9, 30)])
def test_nobody_is_hurried_long_before_a_term_ends_nor_after(
    inside: Visit, head: User, ends_on: date
) -> None:
    short(inside, ends_on=ends_on)

    assert of(head, "coverage") == []


def test_no_teacher_is_owed_once_the_goal_is_reached(inside: Visit, head: User) -> None:
    short(inside, ends_on=date(2024, 8, 30))
    CoverageGoal.objects.update(percent=50)

    assert of(head, "coverage") == []
