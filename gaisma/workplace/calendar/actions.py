"""Measures are planned, deadlines set and delivered on; calendars and letters are asked for."""

import logging
import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from gaisma.base import audit, changes, working_days
from gaisma.base.accounts import letters
from gaisma.base.accounts.letters import UnableToSend
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.secret_addresses import hashed
from gaisma.base.working_days import Moves
from gaisma.record import recording
from gaisma.record.governance.models import Act
from gaisma.workplace.calendar import audited, policies
from gaisma.workplace.calendar.models import DAILY, Deadline, Delivery, Digest, Feed, Measure
from gaisma.workplace.calendar.permissions import (
    DELIVER,
    KEEP_DEADLINES,
    KEEP_MEASURES,
    SEE_CALENDAR,
    SEE_MISSING,
    SHARE_CALENDAR,
)
from gaisma.workplace.calendar.queries import missing
from gaisma.workplace.calendar.workflow import DELIVERED, DELIVERY


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


def plan_measure(
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


def change_measure(
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


def call_off_measure(*, measure: Measure, by: User | None, at: datetime) -> None:
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


class DeadlineFields(TypedDict, total=False):
    """What is known about a deadline beside who sets it and who is listed."""

    title: str
    instructions: str
    due_on: date
    answers: str
    kinds: list[str]
    founders: list[str]
    act: Act | None
    link: str


def set_deadline(
    *,
    organisation: Organisation,
    by: User | None,
    at: datetime,
    listed: Sequence[Organisation] = (),
    **fields: Unpack[DeadlineFields],
) -> Deadline:
    """Set a deadline for the institutions listed, or for all of its kinds and founders.

    Raises UnableToRecord.
    """
    changes.demand(KEEP_DEADLINES, by=by, organisation=organisation)
    with transaction.atomic():
        deadline = recording.add(
            Deadline,
            {"organisation": organisation, **fields},
            action=audited.SET_DEADLINE,
            by=by,
            at=at,
            organisation=organisation,
        )
        deadline.listed.set(listed)
    return deadline


def change_deadline(
    *,
    deadline: Deadline,
    revision: int,
    by: User | None,
    at: datetime,
    listed: Sequence[Organisation] = (),
    **fields: Unpack[DeadlineFields],
) -> Deadline:
    """Move or rewrite a deadline. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_DEADLINES, by=by, organisation=deadline.organisation)
    with transaction.atomic():
        recording.change(
            deadline,
            fields,
            revision=revision,
            action=audited.CHANGE_DEADLINE,
            by=by,
            at=at,
            organisation=deadline.organisation,
        )
        deadline.listed.set(listed)
    return deadline


def lift_deadline(*, deadline: Deadline, by: User | None, at: datetime) -> None:
    """Take a deadline out of the calendar, with what was delivered by it."""
    changes.demand(KEEP_DEADLINES, by=by, organisation=deadline.organisation)
    recording.remove(
        deadline,
        action=audited.LIFT_DEADLINE,
        by=by,
        at=at,
        organisation=deadline.organisation,
    )


def deliver(
    *,
    deadline: Deadline,
    institution: Organisation,
    by: User | None,
    at: datetime,
    note: str = "",
    link: str = "",
) -> Delivery:
    """Deliver what an institution owes; anew, if it was returned. Raises UnableToRecord."""
    changes.demand(DELIVER, by=by, organisation=institution)
    policies.binds(deadline, institution)
    said = {"state": DELIVERED, "delivered_at": at, "delivered_by": by}
    said |= {"note": note, "link": link, "answered_at": None, "answered_by": None, "answer": ""}
    with transaction.atomic():
        owned = Delivery.objects.select_for_update()
        known = owned.filter(deadline=deadline, institution=institution).first()
        if known is None:
            row = {"deadline": deadline, "institution": institution, **said}
            known = changes.make(Delivery, at=at, **row)
            _note("deliver", known, by=by, at=at)
        else:
            DELIVERY.check(known, "deliver_anew")
            changes.change(known, revision=known.revision, at=at, **said)
            _note("deliver_anew", known, by=by, at=at)
    return known


def accept(*, delivery: Delivery, by: User | None, at: datetime) -> Delivery:
    """Take what was delivered as it is."""
    return _answer(delivery, "accept", "", by=by, at=at)


def return_(*, delivery: Delivery, answer: str, by: User | None, at: datetime) -> Delivery:
    """Give it back to be mended, saying why. Raises UnableToRecord."""
    policies.says_why(answer)
    return _answer(delivery, "return", answer.strip(), by=by, at=at)


def _answer(
    delivery: Delivery, act: str, answer: str, *, by: User | None, at: datetime
) -> Delivery:
    DELIVERY.admit(delivery, act, by=by)
    with transaction.atomic():
        changes.change(
            delivery,
            revision=delivery.revision,
            at=at,
            state=DELIVERY[act].leads_to,
            answer=answer,
            answered_at=at,
            answered_by=by,
        )
        _note(act, delivery, by=by, at=at)
    return delivery


def _note(act: str, delivery: Delivery, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=DELIVERY[act].audited,
        by=by,
        at=at,
        organisation=delivery.institution,
        subject=Delivery._meta.label,
        ids=[delivery.pk],
        details={"deadline": delivery.deadline_id},
    )


BYTES = 32
"""So many random bytes nobody guesses."""


def make_feed(*, by: User, at: datetime, organisation: Organisation | None = None) -> str:
    """Make the secret address of the person's own calendar, or of an institution's; its token.

    One that was made before stops working.
    """
    _demand(by, organisation)
    token = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        _of(by, organisation).delete()
        user = None if organisation else by
        Feed.objects.create(
            user=user, organisation=organisation, token_hash=hashed(token), made_at=at
        )
        audit.note(action=audited.MAKE_FEED, by=by, at=at, organisation=organisation)
    return token


def take_back_feed(*, by: User, at: datetime, organisation: Organisation | None = None) -> None:
    """Let the secret address work no more."""
    _demand(by, organisation)
    with transaction.atomic():
        _of(by, organisation).delete()
        audit.note(action=audited.TAKE_BACK_FEED, by=by, at=at, organisation=organisation)


def end_own_feeds(user: User, at: datetime) -> None:
    """Let the address of the person's own calendar work no more, when their sessions end."""
    Feed.objects.filter(user=user).delete()


def _demand(by: User, organisation: Organisation | None) -> None:
    permission = SHARE_CALENDAR if organisation else SEE_CALENDAR
    changes.demand(permission, by=by, organisation=organisation)


def _of(user: User, organisation: Organisation | None) -> QuerySet[Feed]:
    if organisation is not None:
        return Feed.objects.filter(organisation=organisation)
    return Feed.objects.filter(user=user)


logger = logging.getLogger(__name__)
MORNING = 7
"""The hour from which letters go out."""


def choose_digest(*, rhythm: str, by: User, at: datetime) -> None:
    """Write to the person so often what is due, or never when the rhythm is empty."""
    changes.demand(SEE_MISSING, by=by)
    with transaction.atomic():
        if rhythm:
            Digest.objects.update_or_create(user=by, defaults={"rhythm": rhythm})
        else:
            Digest.objects.filter(user=by).delete()
        audit.note(action=audited.CHOOSE_DIGEST, by=by, at=at, details={"rhythm": rhythm})


def send_digests(*, at: datetime) -> int:
    """Send the letters of the day that have not gone out yet; answers how many went out.

    Who wants it is written on working days, in the morning, and nothing when nothing is due.
    """
    local = timezone.localtime(at)
    day = local.date()
    waiting = _waiting(day)
    is_time = local.hour >= MORNING and waiting.exists()
    if not is_time or not working_days.is_worked(day, moves=Moves.recorded()):
        return 0
    return sum(_sent(digest, day) for digest in waiting.select_related("user"))


def _waiting(day: date) -> QuerySet[Digest]:
    """Those that nobody has looked at today, and whose letter of this week or day is missing."""
    monday = day - timedelta(days=day.weekday())
    is_due = Q(sent_on=None) | Q(rhythm=DAILY) | Q(sent_on__lt=monday)
    reached = Digest.objects.filter(is_due, user__is_active=True).exclude(user__email="")
    return reached.exclude(looked_on=day)


def _sent(digest: Digest, day: date) -> bool:
    """Whether the person was written to. One whom the server does not take is tried tomorrow."""
    # Whoever is killed after this sends no second letter: tomorrow's says the same.
    Digest.objects.filter(pk=digest.pk).update(looked_on=day)
    with translation.override(digest.user.language):
        written = missing.digest(digest, on=Installation.current().as_of())
        if written is None:
            return False
        try:
            letters.post(written, to=digest.user.email)
        except UnableToSend:
            logger.warning("A letter about what is due did not go out.")
            return False
    Digest.objects.filter(pk=digest.pk).update(sent_on=day)
    return True
