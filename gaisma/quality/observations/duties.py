"""What observers owe: sheets of lessons whose day has passed, and talks about lessons seen."""

from datetime import date, timedelta

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.permissions import PLAN_OBSERVATIONS

TALK_WITHIN = timedelta(days=14)
"""So long after a lesson the teacher should have heard what was seen."""
WORTH_IT = timedelta(days=365)
"""Later nobody remembers the lesson: the talk is not asked for any more."""


def sheets(user: User, on: date) -> tuple[Owed, ...]:
    """Sheets that are not in although the day has passed, of what the reader plans."""
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    planned = Observation.objects.planned_by(user).filter(cancelled_on__isnull=True)
    waiting = planned.filter(sheets__submitted_at__isnull=True, planned_on__lt=on)
    rows = waiting.select_related("institution").order_by("planned_on", "pk").distinct()
    told = gettext("Sheet of the lesson observed on %(day)s")
    return tuple(_owed(row, told, due_on=row.on) for row in rows)


def talks(user: User, on: date) -> tuple[Owed, ...]:
    """Lessons of what the reader plans that were seen and are not talked over."""
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    held = Observation.objects.planned_by(user).held()
    recent = held.filter(held_on__lt=on, held_on__gte=on - WORTH_IT)
    silent = recent.filter(talked_on__isnull=True, signed_at__isnull=True)
    rows = silent.select_related("institution").order_by("held_on", "pk")
    told = gettext("Feedback talk about the lesson observed on %(day)s")
    return tuple(_owed(row, told, due_on=row.on + TALK_WITHIN) for row in rows)


def _owed(row: Observation, told: str, *, due_on: date) -> Owed:
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
]
