"""Lessons that a person is to observe, and own ones that are observed, in the own calendar."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from gaisma.base import access
from gaisma.base.appointments import Agenda, Appointment
from gaisma.base.models import User
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.permissions import SEE_OBSERVATIONS

LESSON = timedelta(minutes=40)
"""How long a lesson lasts, as far as a calendar needs to know."""


def between(user: User, first: date, last: date) -> tuple[Appointment, ...]:
    """What the person observes, and what of the person's is observed; nobody is named."""
    if not access.may(user, SEE_OBSERVATIONS):
        return ()
    rows: Any = Observation.objects.visible_to(user).own(user).between(first, last)
    standing = rows.filter(cancelled_on__isnull=True).select_related("institution")
    told = standing.annotate(is_own_lesson=Q(teacher__account__user=user)).order_by("pk")
    return tuple(_appointment(row) for row in told)


def _appointment(row: Any) -> Appointment:
    observing, observed = gettext("I observe a lesson"), gettext("My lesson is observed")
    return Appointment(
        key=f"observation-{row.pk}",
        title=observed if row.is_own_lesson else observing,
        place=row.institution.name,
        on=row.on,
        at=row.starts_at,
        until=_until(row.on, row.starts_at),
        page="observations:observation",
        of=(row.pk,),
        revision=row.revision,
        changed_at=row.changed_at,
    )


def _until(on: date, at: time | None) -> time | None:
    if at is None:
        return None
    end = datetime.combine(on, at) + LESSON
    return end.time() if end.date() == on else time.max


APPOINTMENTS = [Agenda("observations", gettext_noop("Lesson observations"), between)]
