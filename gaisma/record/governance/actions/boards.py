"""Boards are set up, get members, and meet."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.governance import audited, policies
from gaisma.record.governance.models import Body, Meeting, Member
from gaisma.record.governance.permissions import KEEP_BOARDS
from gaisma.record.people.models import Person


class BodyFields(TypedDict, total=False):
    """What is known about a board beside whose it is."""

    kind: str
    name: str
    from_on: date
    to_on: date | None


class MemberFields(TypedDict, total=False):
    """Who sits in a board, as what, for whom, from when to when."""

    person: Person | None
    outside_name: str
    seat: str
    represents: str
    from_on: date
    to_on: date | None


class MeetingFields(TypedDict, total=False):
    """What is known about a meeting."""

    held_on: date
    agenda: str
    minutes: str
    decisions: str
    link: str


def set_up(
    *, institution: Organisation, by: User | None, at: datetime, **fields: Unpack[BodyFields]
) -> Body:
    """Set up a board of an institution. Raises UnableToRecord."""
    changes.demand(KEEP_BOARDS, by=by, organisation=institution)
    policies.ends_after_it_starts(fields["from_on"], fields.get("to_on"))
    return recording.add(
        Body,
        {"institution": institution, **fields},
        action=audited.SET_UP_BOARD,
        by=by,
        at=at,
        organisation=institution,
    )


def change(
    *, body: Body, revision: int, by: User | None, at: datetime, **fields: Unpack[BodyFields]
) -> Body:
    """Write what is known about a board. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_BOARDS, by=by, organisation=body.institution)
    policies.ends_after_it_starts(
        fields.get("from_on", body.from_on), fields.get("to_on", body.to_on)
    )
    return recording.change(
        body,
        fields,
        revision=revision,
        action=audited.CHANGE_BOARD,
        by=by,
        at=at,
        organisation=body.institution,
    )


def seat(*, body: Body, by: User | None, at: datetime, **fields: Unpack[MemberFields]) -> Member:
    """Give somebody a seat in a board. Raises UnableToRecord."""
    changes.demand(KEEP_BOARDS, by=by, organisation=body.institution)
    _check_member(body, fields)
    return recording.add(
        Member,
        {"body": body, **fields},
        action=audited.SEAT_MEMBER,
        by=by,
        at=at,
        organisation=body.institution,
    )


def change_member(
    *, member: Member, revision: int, by: User | None, at: datetime, **fields: Unpack[MemberFields]
) -> Member:
    """Write who sits there, or end it. Raises UnableToChange, UnableToRecord."""
    body = member.body
    changes.demand(KEEP_BOARDS, by=by, organisation=body.institution)
    _check_member(body, fields)
    return recording.change(
        member,
        fields,
        revision=revision,
        action=audited.CHANGE_MEMBER,
        by=by,
        at=at,
        organisation=body.institution,
    )


def remove_member(*, member: Member, by: User | None, at: datetime) -> None:
    """Take out a member who was entered by mistake; who leaves gets a last day instead."""
    institution = member.body.institution
    changes.demand(KEEP_BOARDS, by=by, organisation=institution)
    recording.remove(
        member,
        action=audited.REMOVE_MEMBER,
        by=by,
        at=at,
        organisation=institution,
    )


def meet(*, body: Body, by: User | None, at: datetime, **fields: Unpack[MeetingFields]) -> Meeting:
    """Record a meeting, held or called. Raises UnableToRecord."""
    changes.demand(KEEP_BOARDS, by=by, organisation=body.institution)
    policies.sits_within(body, fields["held_on"], None)
    policies.meets_once(body, fields["held_on"])
    return recording.add(
        Meeting,
        {"body": body, **fields},
        action=audited.HOLD_MEETING,
        by=by,
        at=at,
        organisation=body.institution,
    )


def change_meeting(
    *,
    meeting: Meeting,
    revision: int,
    by: User | None,
    at: datetime,
    **fields: Unpack[MeetingFields],
) -> Meeting:
    """Write a meeting's agenda or minutes. Raises UnableToChange, UnableToRecord."""
    body = meeting.body
    changes.demand(KEEP_BOARDS, by=by, organisation=body.institution)
    held_on = fields.get("held_on", meeting.held_on)
    policies.sits_within(body, held_on, None)
    policies.meets_once(body, held_on, but=meeting.pk)
    return recording.change(
        meeting,
        fields,
        revision=revision,
        action=audited.CHANGE_MEETING,
        by=by,
        at=at,
        organisation=body.institution,
    )


def remove_meeting(*, meeting: Meeting, by: User | None, at: datetime) -> None:
    """Take out a meeting that was entered by mistake or did not take place."""
    institution = meeting.body.institution
    changes.demand(KEEP_BOARDS, by=by, organisation=institution)
    recording.remove(
        meeting,
        action=audited.REMOVE_MEETING,
        by=by,
        at=at,
        organisation=institution,
    )


def demand_keeping(body: Body, *, by: User | None) -> None:
    """Raises NotPermitted for whoever does not keep the board."""
    changes.demand(KEEP_BOARDS, by=by, organisation=body.institution)


def _check_member(body: Body, fields: MemberFields) -> None:
    policies.check_named_once(
        has_person=fields.get("person") is not None,
        outside_name=fields.get("outside_name", ""),
    )
    policies.sits_within(body, fields["from_on"], fields.get("to_on"))
