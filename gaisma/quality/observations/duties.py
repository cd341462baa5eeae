"""What is owed: sheets, talks, replies, visits to agreed steps, and teachers still to be observed.

Who plans owes it for the institution; observers and teachers read of their own alone.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.permissions import (
    OBSERVE,
    PLAN_OBSERVATIONS,
    SEE_OBSERVATIONS,
)
from gaisma.quality.observations.queries import coverage

TALK_WITHIN = timedelta(days=14)
"""So long after a lesson the teacher should have heard what was seen."""
WORTH_IT = timedelta(days=365)
"""Later nobody remembers the lesson: the talk is not asked for any more."""
REPLY_WITHIN = timedelta(days=14)
"""So long after the talk, or else the lesson, the teacher should have replied."""
REPLIED_TO = timedelta(days=90)
"""Later no reply is waited for."""
VISIT_AHEAD, VISIT_MISSED = timedelta(days=14), timedelta(days=60)
"""How long before its day a follow-up visit is asked for, and how long after it."""

TERM_ENDS = timedelta(days=30)
"""So long before a term ends it is told how many teachers are still to be observed in it."""


def sheets(user: User, on: date) -> tuple[Owed, ...]:
    """Sheets that are not in although the day has passed, of what the reader plans, and own."""
    if not access.may(user, OBSERVE):
        return ()
    waiting = Sheet.objects.unsubmitted().filter(observation=OuterRef("pk"))
    passed = Observation.objects.filter(cancelled_on__isnull=True, planned_on__lt=on)
    own = passed.filter(Exists(waiting.own(user)))
    found = passed.filter(Exists(waiting)).planned_by(user) | own
    told = gettext("Sheet of the lesson observed on %(day)s")
    return tuple(_owed(row, told, due_on=row.on) for row in _in_order(found, "planned_on"))


def talks(user: User, on: date) -> tuple[Owed, ...]:
    """Lessons that were seen and are not talked over, of what the reader plans, or leads."""
    if not access.may(user, OBSERVE):
        return ()
    recent = Observation.objects.held().filter(held_on__lt=on, held_on__gte=on - WORTH_IT)
    silent = recent.filter(talked_on__isnull=True, signed_at__isnull=True)
    found = silent.planned_by(user) | silent.led_by(user)
    told = gettext("Feedback talk about the lesson observed on %(day)s")
    return tuple(
        _owed(row, told, due_on=row.on + TALK_WITHIN) for row in _in_order(found, "held_on")
    )


def replies(user: User, on: date) -> tuple[Owed, ...]:
    """Lessons to which the teacher has not replied, of what the reader plans, and own."""
    if not access.may(user, SEE_OBSERVATIONS):
        return ()
    recent = Observation.objects.held().filter(held_on__lt=on, held_on__gte=on - REPLIED_TO)
    waiting = Sheet.objects.unsubmitted().filter(observation=OuterRef("pk"))
    silent = recent.filter(~Exists(waiting), reply="", signed_at__isnull=True)
    found = silent.planned_by(user) | silent.of_teacher(user)
    told = gettext("Teacher's reply about the lesson observed on %(day)s")
    return tuple(
        _owed(row, told, due_on=(row.talked_on or row.on) + REPLY_WITHIN)
        for row in _in_order(found, "held_on")
    )


def follow_ups(user: User, on: date) -> tuple[Owed, ...]:
    """Agreed next steps whose day is near and at which no visit looks, of what the reader plans."""
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    near = (on - VISIT_MISSED, on + VISIT_AHEAD)
    agreed = Observation.objects.planned_by(user).with_open_step()
    found = agreed.filter(next_step_by__range=near)
    told = gettext("Follow-up visit to the step agreed on after the lesson of %(day)s")
    rows = _in_order(found, "next_step_by")
    return tuple(_owed(row, told, due_on=row.next_step_by) for row in rows)


def teachers(user: User, on: date) -> tuple[Owed, ...]:
    """Teachers still to be observed in a term that ends soon, so that the goal is reached."""
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    period = coverage.with_a_goal(on)
    if period is None or period.to_on - on > TERM_ENDS:
        return ()
    short = [place for place in coverage.institutions(user, period, on=on) if coverage.lacks(place)]
    told = gettext("Teachers still to be observed in the term: %(number)s")
    return tuple(
        Owed(
            organisation_id=place.pk,
            organisation=place.name,
            due_on=period.to_on,
            page="observations:coverage",
            of=(),
            sentence=told % {"number": coverage.lacks(place)},
        )
        for place in short
    )


def _in_order(rows: QuerySet[Observation], column: str) -> Iterable[Observation]:
    return rows.select_related("institution").order_by(column, "pk")


def _owed(row: Observation, told: str, *, due_on: date | None) -> Owed:
    """No name stands in it: it is read by others than those who may open the observation."""
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=due_on,
        page="observations:observation",
        of=(row.pk,),
        sentence=told % {"day": wording.day(row.on)},
    )


DUTIES = [
    Duty("sheets", gettext_noop("Observation sheet"), sheets),
    Duty("talks", gettext_noop("Feedback talk"), talks),
    Duty("replies", gettext_noop("Teacher's reply"), replies),
    Duty("follow_ups", gettext_noop("Follow-up visit"), follow_ups),
    Duty("coverage", gettext_noop("Coverage of observations"), teachers),
]
