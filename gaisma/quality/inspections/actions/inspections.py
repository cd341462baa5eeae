"""Inspections are planned, all of a year in one go; their sheets are filled in."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, Recorded, RoleGrant, SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.base.working_days import Moves, worked_between
from gaisma.evidence.lake.actions import touch
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.permissions import PLAN
from gaisma.quality.inspections.queries import unplanned
from gaisma.quality.inspections.questionnaires import USE
from gaisma.quality.inspections.workflow import FILLED, INSPECTION
from gaisma.record import recording
from gaisma.record.instruments import answering
from gaisma.record.instruments.answering import Problem
from gaisma.record.instruments.models import Version

Row = TypeVar("Row", bound=Recorded)


def allowed(inspection: Inspection, act: str, *, by: User | None) -> Inspection:
    """The row as it is now, which nobody else changes within the caller's transaction.

    Raises NotPermitted, UnableToRecord.
    """
    INSPECTION.demand(inspection, act, by=by)
    row = locked(inspection)
    INSPECTION.check(row, act)
    return row


def locked(inspection: Inspection) -> Inspection:
    """The row as it is now, kept from others until the transaction ends."""
    rows = Inspection.objects.select_for_update(of=("self",))
    return rows.select_related("institution", "school_year", "version").get(pk=inspection.pk)


def added(
    model: type[Row],
    fields: Mapping[str, Any],
    act: str,
    *,
    inspection: Inspection,
    by: User | None,
    at: datetime,
) -> Row:
    """A new row of the inspection. Raises UnableToRecord."""
    return recording.add(
        model,
        {"inspection": inspection, **fields},
        action=INSPECTION[act].audited,
        by=by,
        at=at,
        organisation=inspection.institution,
    )


def changed(
    row: Row,
    fields: Mapping[str, Any],
    act: str,
    *,
    inspection: Inspection,
    revision: int,
    by: User | None,
    at: datetime,
) -> Row:
    """The row with these fields. Raises UnableToChange, UnableToRecord."""
    return recording.change(
        row,
        fields,
        revision=revision,
        action=INSPECTION[act].audited,
        by=by,
        at=at,
        organisation=inspection.institution,
    )


def removed(
    row: Recorded, act: str, *, inspection: Inspection, by: User | None, at: datetime
) -> None:
    """The row is gone; the audit keeps that it was."""
    recording.remove(
        row,
        action=INSPECTION[act].audited,
        by=by,
        at=at,
        organisation=inspection.institution,
    )


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
    check_for_inspecting(version)
    check_officials([led_by, *members], on=on)
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
            check_within(planned_on, row.school_year)
        check_officials([led_by, *members], on=planned_on)
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
    first, last = days_of(school_year)
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


class UnableToFinish(UnableToRecord):
    """The answers are not whole yet; `problems` says which and what would be right."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            _("Some questions need an answer, or another one."), code="answers_incomplete"
        )


def keep_sheet(
    *,
    inspection: Inspection,
    revision: int,
    answers: Mapping[str, str],
    by: User | None,
    at: datetime,
) -> Inspection:
    """Keep the answers so far. Raises UnableToChange, UnableToRecord."""
    fields = {"answers": _given(answers)}
    return _keep(inspection, "keep", fields, revision=revision, by=by, at=at)


def finish_sheet(
    *,
    inspection: Inspection,
    revision: int,
    answers: Mapping[str, str],
    on: date,
    language: str,
    by: User | None,
    at: datetime,
) -> Inspection:
    """Say that all was looked at, on which day; until the act is signed it may be changed.

    Raises UnableToFinish, UnableToChange, UnableToRecord.
    """
    changes.check_is_past(on, at=at)
    found = answering.problems(inspection.version.asks, answers, language=language, today=on)
    if found:
        raise UnableToFinish(found)
    fields = {"answers": _given(answers), "inspected_on": on, "state": FILLED}
    return _keep(inspection, "fill", fields, revision=revision, by=by, at=at)


def _given(answers: Mapping[str, str]) -> dict[str, str]:
    return {item: answer for item, answer in answers.items() if answer}


def _keep(
    inspection: Inspection,
    act: str,
    fields: Mapping[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Inspection:
    with transaction.atomic():
        row = allowed(inspection, act, by=by)
        return changed(row, fields, act, inspection=row, revision=revision, by=by, at=at)


FIRST, LAST = (8, 19), (9, 5)
"""Month and day from which and until which institutions are inspected."""


def days_of(school_year: SchoolYear) -> tuple[date, date]:
    """The first and the last day of inspections before the school year."""
    year = school_year.starts_on.year
    return date(year, *FIRST), date(year, *LAST)


def check_for_inspecting(version: Version) -> None:
    """Raises UnableToRecord for an instrument of another use, or one that is not in use."""
    is_offered = not version.is_draft and version.instrument.retired_on is None
    if version.instrument.use != USE or not is_offered:
        raise UnableToRecord(
            _("Choose an instrument for inspections that is in use."), code="no_instrument"
        )


def check_officials(people: Collection[User], *, on: date) -> None:
    """Raises UnableToRecord where somebody in the commission is none of the authority's."""
    grants = RoleGrant.objects.valid_on(on).filter(role__in=OFFICIALS, user__in=people)
    known = set(grants.values_list("user", flat=True))
    for person in people:
        if person.pk not in known:
            raise UnableToRecord(
                _("%(name)s does not work at the authority: choose somebody else.")
                % {"name": person},
                code="no_official",
            )


def check_within(day: date, school_year: SchoolYear) -> None:
    """Raises UnableToRecord for a day outside the weeks of inspections."""
    first, last = days_of(school_year)
    if not first <= day <= last:
        raise UnableToRecord(
            _("Inspections are held from %(first)s to %(last)s: choose a day between.")
            % {"first": wording.day(first), "last": wording.day(last)},
            code="other_day",
        )
