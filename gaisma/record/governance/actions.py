"""What is done to legal acts, priorities of methodical work, and boards."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from gaisma.base import changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.governance import audited
from gaisma.record.governance.models import Act, Body, Meeting, Member, Priority
from gaisma.record.governance.permissions import KEEP_ACTS, KEEP_BOARDS, KEEP_PRIORITIES
from gaisma.record.people.models import Person


class ActFields(TypedDict, total=False):
    """What is known about an act."""

    kind: str
    number: str
    adopted_on: date
    issuer: str
    title: str
    changes: str
    duties: str
    from_on: date
    to_on: date | None
    binds_kinds: list[str]
    binds_roles: list[str]
    indicators: list[str]
    link: str


def enter_act(*, by: User | None, at: datetime, **fields: Unpack[ActFields]) -> Act:
    """Enter an act in the register. Raises UnableToRecord."""
    changes.demand(KEEP_ACTS, by=by)
    _check_period(fields["from_on"], fields.get("to_on"))
    return recording.add(Act, fields, action=audited.ENTER_ACT, by=by, at=at)


def change_act(
    *, act: Act, revision: int, by: User | None, at: datetime, **fields: Unpack[ActFields]
) -> Act:
    """Write what is known about an act. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_ACTS, by=by)
    _check_period(fields.get("from_on", act.from_on), fields.get("to_on", act.to_on))
    return recording.change(act, fields, revision=revision, action=audited.CHANGE_ACT, by=by, at=at)


def remove_act(*, act: Act, by: User | None, at: datetime) -> None:
    """Take an act that was entered by mistake out of the register."""
    changes.demand(KEEP_ACTS, by=by)
    recording.remove(act, action=audited.REMOVE_ACT, by=by, at=at)


class PriorityFields(TypedDict, total=False):
    """What is known about a priority."""

    school_year: str
    place: int
    in_latvian: str
    in_english: str
    in_russian: str


def enter_priority(*, by: User | None, at: datetime, **fields: Unpack[PriorityFields]) -> Priority:
    """Enter a priority of a school year. Raises UnableToRecord."""
    changes.demand(KEEP_PRIORITIES, by=by)
    _check_priority(fields)
    return recording.add(Priority, fields, action=audited.ENTER_PRIORITY, by=by, at=at)


def change_priority(
    *,
    priority: Priority,
    revision: int,
    by: User | None,
    at: datetime,
    **fields: Unpack[PriorityFields],
) -> Priority:
    """Write what a priority says, or where it stands. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_PRIORITIES, by=by)
    _check_priority(fields, but=priority.pk)
    return recording.change(
        priority, fields, revision=revision, action=audited.CHANGE_PRIORITY, by=by, at=at
    )


def remove_priority(*, priority: Priority, by: User | None, at: datetime) -> None:
    """Take a priority out."""
    changes.demand(KEEP_PRIORITIES, by=by)
    recording.remove(priority, action=audited.REMOVE_PRIORITY, by=by, at=at)


def _check_priority(fields: PriorityFields, *, but: int | None = None) -> None:
    if not any(fields.get(name) for name in ("in_latvian", "in_english", "in_russian")):
        raise UnableToRecord(_("Write the priority in one language at least."), code="no_text")
    others = Priority.objects.filter(school_year=fields["school_year"], place=fields["place"])
    if others.exclude(pk__in=[but] if but else []).exists():
        raise UnableToRecord(
            _("Another priority of the school year has place %(place)s: choose another place.")
            % {"place": fields["place"]},
            code="place_is_taken",
        )


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


def set_up_board(
    *, institution: Organisation, by: User | None, at: datetime, **fields: Unpack[BodyFields]
) -> Body:
    """Set up a board of an institution. Raises UnableToRecord."""
    changes.demand(KEEP_BOARDS, by=by, organisation=institution)
    _check_period(fields["from_on"], fields.get("to_on"))
    return recording.add(
        Body,
        {"institution": institution, **fields},
        action=audited.SET_UP_BOARD,
        by=by,
        at=at,
        organisation=institution,
    )


def change_board(
    *, body: Body, revision: int, by: User | None, at: datetime, **fields: Unpack[BodyFields]
) -> Body:
    """Write what is known about a board. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_BOARDS, by=by, organisation=body.institution)
    _check_period(fields.get("from_on", body.from_on), fields.get("to_on", body.to_on))
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
    _check_within_term(body, fields["held_on"], None)
    _check_meets_once(body, fields["held_on"])
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
    _check_within_term(body, held_on, None)
    _check_meets_once(body, held_on, but=meeting.pk)
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
    _check_named_once(
        has_person=fields.get("person") is not None,
        outside_name=fields.get("outside_name", ""),
    )
    _check_within_term(body, fields["from_on"], fields.get("to_on"))


def _check_period(from_on: date, to_on: date | None) -> None:
    """Raises UnableToRecord when a period ends before it starts."""
    if to_on and to_on < from_on:
        raise UnableToRecord(
            _("The last day is before the first: give a day from %(day)s on.")
            % {"day": wording.day(from_on)},
            code="end_before_start",
        )


def _check_within_term(body: Body, from_on: date, to_on: date | None) -> None:
    """Raises UnableToRecord when somebody would sit in a board that does not work then."""
    _check_period(from_on, to_on)
    is_after = body.to_on is not None and from_on > body.to_on
    if from_on < body.from_on or is_after:
        raise UnableToRecord(
            _("“%(board)s” works from %(from)s to %(to)s: give a day between them.")
            % {
                "board": body.name,
                "from": wording.day(body.from_on),
                "to": wording.day(body.to_on),
            },
            code="outside_the_term",
        )


def _check_meets_once(body: Body, held_on: date, *, but: int | None = None) -> None:
    """Raises UnableToRecord when the board has another meeting on that day already."""
    others = body.meetings.filter(held_on=held_on)
    if others.exclude(pk__in=[but] if but else []).exists():
        raise UnableToRecord(
            _("“%(board)s” has a meeting on %(day)s already: change that one.")
            % {"board": body.name, "day": wording.day(held_on)},
            code="meets_already",
        )


def _check_named_once(*, has_person: bool, outside_name: str) -> None:
    """Raises UnableToRecord when a member is neither or both of a person and a name."""
    if has_person == bool(outside_name.strip()):
        raise UnableToRecord(
            _("Choose a member of staff, or write the name of somebody from outside."),
            code="person_or_name",
        )
