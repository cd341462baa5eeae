"""What this room offers to others."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.quality.calibration import privacy, queries, workflow
from gaisma.quality.calibration.models import Attempt
from gaisma.quality.calibration.queries import Calibration
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.permissions import PLAN_OBSERVATIONS
from gaisma.quality.observations.policies import Caution


def not_calibrated(observation: Observation, people: Collection[int]) -> dict[int, str]:
    """Of those who are not calibrated with the instrument on the day of the observation."""
    known = queries.calibrations(people, observation.version)
    return {
        person: _in_words(one) for person, one in known.items() if not one.covers(observation.on)
    }


def _in_words(one: Calibration) -> str:
    if one.until is None:
        return _("not calibrated with this instrument")
    return _("calibrated until %(day)s") % {"day": wording.day(one.until)}


OBSERVER_CAUTIONS = [Caution("calibration", not_calibrated)]


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Of what the reader plans, the lessons whose observer was calibrated and is not any more.

    Who never was is told of on the page of the observation: not every observer must be.
    """
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    planned = Observation.objects.planned_by(user).still_planned().filter(planned_on__gte=on)
    sheets: Any = Sheet.objects.filter(observation__in=planned).annotate(until=_until())
    late = sheets.filter(until__lt=F("observation__planned_on"))
    in_order = late.order_by("observation__planned_on", "observation", "-is_lead", "pk")
    return tuple(_owed(row) for row in in_order.select_related("observation__institution"))


def _until() -> Subquery:
    """The last day of the sheet's observer, with the instrument of the observation."""
    passed: QuerySet[Any] = Attempt.objects.passed().filter(
        observer=OuterRef("observer"),
        exercise__version__instrument=OuterRef("observation__version__instrument"),
    )
    latest = passed.order_by().values("observer").annotate(latest=Max("valid_until"))
    return Subquery(latest.values("latest"))


def _owed(row: Any) -> Owed:
    """No name stands in it: it is read by others than those who may open the observation."""
    told = gettext("The calibration of an observer ends before the lesson: %(until)s")
    return Owed(
        organisation_id=row.observation.institution_id,
        organisation=row.observation.institution.name,
        due_on=row.observation.planned_on,
        page="observations:observation",
        of=(row.observation_id,),
        sentence=told % {"until": wording.day(row.until)},
    )


DUTIES = [Duty("calibration", gettext_noop("Calibration of an observer"), owed)]


PERSONAL_DATA = privacy.PERSONAL_DATA
RETENTION = privacy.RETENTION
WORKFLOWS = [workflow.EXERCISE]
