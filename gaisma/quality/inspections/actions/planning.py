"""Inspections are planned, all of a year in one go; day and commission are changed."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.working_days import Moves, worked_between
from gaisma.evidence.lake.actions import touch
from gaisma.quality.inspections import policies
from gaisma.quality.inspections.actions.writing import allowed, changed, removed
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.permissions import PLAN
from gaisma.quality.inspections.queries.places import unplanned
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record.instruments.models import Version


def plan_year(
    *,
    school_year: SchoolYear,
    version: Version,
    led_by: User,
    members: Collection[User],
    on: date,
    by: User | None,
    at: datetime,
) -> list[Inspection]:
    """Plan an inspection of every institution that has none, evenly over the days from that on.

    Raises UnableToRecord.
    """
    changes.demand(PLAN, by=by)
    action = INSPECTION["plan"].audited
    policies.check_for_inspecting(version)
    policies.check_officials([led_by, *members], on=on)
    with transaction.atomic():
        places = list(unplanned(by, school_year))
        days = _days(school_year, on)
        if not places:
            raise UnableToRecord(_("Every institution is on the plan already."), code="planned")
        planned = [
            _planned(
                place, days[number * len(days) // len(places)], school_year, version, led_by, at
            )
            for number, place in enumerate(places)
        ]
        for inspection in planned:
            inspection.members.set(_others(members, led_by))
        ids, details = [row.pk for row in planned], {"school_year": school_year.name}
        subject = Inspection._meta.label
        touch(*action.touches)
        audit.note(action=action, by=by, at=at, subject=subject, ids=ids, details=details)
    return planned


def change(
    *,
    inspection: Inspection,
    revision: int,
    planned_on: date,
    led_by: User,
    members: Collection[User],
    by: User | None,
    at: datetime,
) -> Inspection:
    """Change the day and the commission, until the act is signed.

    Raises UnableToChange, UnableToRecord.
    """
    with transaction.atomic():
        row = allowed(inspection, "change", by=by)
        if planned_on != row.planned_on:
            policies.check_within(planned_on, row.school_year)
        policies.check_officials([led_by, *members], on=planned_on)
        fields = {"planned_on": planned_on, "led_by": led_by}
        row = changed(row, fields, "change", inspection=row, revision=revision, by=by, at=at)
        row.members.set(_others(members, led_by))
    return row


def cancel(*, inspection: Inspection, by: User | None, at: datetime) -> None:
    """Take an inspection that was not held off the plan. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(inspection, "cancel", by=by)
        if row.photos.exists() or row.defects.exists():
            raise UnableToRecord(
                _("Defects or photos stand here already: go on with the sheet."), code="begun"
            )
        removed(row, "cancel", inspection=row, by=by, at=at)


def _days(school_year: SchoolYear, on: date) -> list[date]:
    first, last = policies.days_of(school_year)
    days = list(worked_between(max(first, on), last, moves=Moves.recorded()))
    if not days:
        raise UnableToRecord(
            _("The days of inspections before this school year are over: choose another year."),
            code="over",
        )
    return days


def _planned(
    place: Organisation,
    day: date,
    school_year: SchoolYear,
    version: Version,
    led_by: User,
    at: datetime,
) -> Inspection:
    return changes.make(
        Inspection,
        at=at,
        institution=place,
        school_year=school_year,
        version=version,
        planned_on=day,
        led_by=led_by,
    )


def _others(members: Collection[User], led_by: User) -> list[User]:
    """The members beside the head of the commission."""
    return [member for member in members if member != led_by]
