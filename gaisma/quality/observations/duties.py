"""What observers owe: sheets of lessons whose day has passed."""

from datetime import date

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.permissions import PLAN_OBSERVATIONS


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Sheets that are not in although the day has passed, of what the reader plans."""
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    planned = Observation.objects.planned_by(user).filter(cancelled_on__isnull=True)
    waiting = planned.filter(sheets__submitted_at__isnull=True, planned_on__lt=on)
    rows = waiting.select_related("institution").order_by("planned_on", "pk").distinct()
    return tuple(_owed(row) for row in rows)


def _owed(row: Observation) -> Owed:
    """No name stands in it: it is read by others than those who may open the observation."""
    told = gettext("Sheet of the lesson observed on %(day)s")
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=row.on,
        page="observations:observation",
        of=(row.pk,),
        sentence=told % {"day": wording.day(row.on)},
    )


DUTIES = [Duty("sheets", gettext_noop("Observation sheet"), owed)]
