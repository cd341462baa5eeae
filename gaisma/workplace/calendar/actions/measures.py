"""Measures are planned, moved, and called off."""

from datetime import date, datetime, time
from typing import TypedDict, Unpack

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.governance.models import Act
from gaisma.workplace.calendar import audited, policies
from gaisma.workplace.calendar.models import Measure
from gaisma.workplace.calendar.permissions import KEEP_MEASURES


class MeasureFields(TypedDict, total=False):
    """What is known about a measure beside whose it is."""

    title: str
    kind: str
    from_on: date
    to_on: date | None
    from_time: time | None
    to_time: time | None
    repeats: str
    until_on: date | None
    place: str
    answers: str
    notes: str
    audience_roles: list[str]
    audience_kinds: list[str]
    act: Act | None


def plan(
    *, organisation: Organisation, by: User | None, at: datetime, **fields: Unpack[MeasureFields]
) -> Measure:
    """Put a measure into the calendar. Raises UnableToRecord."""
    changes.demand(KEEP_MEASURES, by=by, organisation=organisation)
    _check(fields)
    return recording.add(
        Measure,
        {"organisation": organisation, **fields},
        action=audited.PLAN_MEASURE,
        by=by,
        at=at,
        organisation=organisation,
    )


def change(
    *,
    measure: Measure,
    revision: int,
    by: User | None,
    at: datetime,
    **fields: Unpack[MeasureFields],
) -> Measure:
    """Move or rewrite a measure. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_MEASURES, by=by, organisation=measure.organisation)
    _check(fields)
    return recording.change(
        measure,
        fields,
        revision=revision,
        action=audited.CHANGE_MEASURE,
        by=by,
        at=at,
        organisation=measure.organisation,
    )


def call_off(*, measure: Measure, by: User | None, at: datetime) -> None:
    """Take a measure out of the calendar."""
    changes.demand(KEEP_MEASURES, by=by, organisation=measure.organisation)
    recording.remove(
        measure,
        action=audited.CALL_OFF_MEASURE,
        by=by,
        at=at,
        organisation=measure.organisation,
    )


def _check(fields: MeasureFields) -> None:
    policies.lies_well(
        from_on=fields["from_on"],
        to_on=fields.get("to_on"),
        from_time=fields.get("from_time"),
        to_time=fields.get("to_time"),
        repeats=fields.get("repeats", ""),
        until_on=fields.get("until_on"),
    )
