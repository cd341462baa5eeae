"""Deadlines are set; institutions deliver; the authority accepts or returns."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.governance.models import Act
from gaisma.workplace.calendar import audited, policies
from gaisma.workplace.calendar.models import Deadline, Delivery
from gaisma.workplace.calendar.permissions import DELIVER, KEEP_DEADLINES
from gaisma.workplace.calendar.workflow import DELIVERED, DELIVERY


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


def change(
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


def lift(*, deadline: Deadline, by: User | None, at: datetime) -> None:
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
