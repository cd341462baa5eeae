"""Observers whose calibration runs out before a lesson that they are to observe."""

from datetime import date

from django.utils.translation import gettext, gettext_noop

from gaisma.base import access, wording
from gaisma.base.duties import Duty, Owed
from gaisma.base.models import User
from gaisma.quality.calibration.models import Attempt
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.permissions import PLAN_OBSERVATIONS


def owed(user: User, on: date) -> tuple[Owed, ...]:
    """Of what the reader plans, the lessons whose observer was calibrated and is not any more.

    Who never was is told of on the page of the observation: not every observer must be.
    """
    if not access.may(user, PLAN_OBSERVATIONS):
        return ()
    planned = Observation.objects.planned_by(user).still_planned().filter(planned_on__gte=on)
    rows = list(planned.select_related("institution", "version").order_by("planned_on", "pk"))
    days, observers = _valid_until(), _observers(rows)
    return tuple(
        _owed(row, until)
        for row in rows
        for person in observers.get(row.pk, ())
        if (until := days.get((person, row.version.instrument_id))) and until < row.planned_on
    )


def _valid_until() -> dict[tuple[int, int], date]:
    """The last day by observer and instrument."""
    passed = Attempt.objects.passed().order_by("valid_until")
    rows = passed.values_list("observer", "exercise__version__instrument", "valid_until")
    return {(person, instrument): day for person, instrument, day in rows if day}


def _observers(rows: list[Observation]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    sheets = Sheet.objects.filter(observation__in=rows).order_by("-is_lead", "pk")
    for observation, person in sheets.values_list("observation", "observer"):
        found.setdefault(observation, []).append(person)
    return found


def _owed(row: Observation, until: date) -> Owed:
    """No name stands in it: it is read by others than those who may open the observation."""
    told = gettext("An observer's calibration is valid until %(until)s, before the lesson")
    return Owed(
        organisation_id=row.institution_id,
        organisation=row.institution.name,
        due_on=row.planned_on,
        page="observations:observation",
        of=(row.pk,),
        sentence=told % {"until": wording.day(until)},
    )


DUTIES = [Duty("calibration", gettext_noop("Calibration of an observer"), owed)]
