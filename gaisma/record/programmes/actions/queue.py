"""Children join the waiting queue and leave it."""

from datetime import date, datetime

from django.db import transaction

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations.policies import ends_after_it_starts
from gaisma.record.people.actions import persons, ties
from gaisma.record.people.actions.persons import PersonDetails
from gaisma.record.people.models import Person
from gaisma.record.programmes import audited, policies
from gaisma.record.programmes.actions import enrolments
from gaisma.record.programmes.actions.enrolments import Enrolled
from gaisma.record.programmes.models import Group, QueueEntry
from gaisma.record.programmes.permissions import KEEP_QUEUE


def join(
    *,
    child: Person,
    stage: str,
    registered_on: date,
    by: User | None,
    at: datetime,
    institution: Organisation | None = None,
) -> QueueEntry:
    """Put a child into the queue, for one institution or for any; who left may come back.

    Raises UnableToRecord when the child waits for the same place already.
    """
    changes.demand(KEEP_QUEUE, by=by, organisation=institution)
    wish = {"person": child, "stage": stage, "institution": institution}
    policies.waits_once(
        person=child, stage=stage, institution=institution, registered_on=registered_on
    )
    with transaction.atomic():
        if institution is not None:
            ties.joined(person=child, institution=institution, by=by, at=at)
        return recording.add(
            QueueEntry,
            wish | {"registered_on": registered_on},
            action=audited.JOIN_QUEUE,
            by=by,
            at=at,
            organisation=institution,
        )


def enter(
    *,
    personal_code: str,
    details: PersonDetails,
    stage: str,
    registered_on: date,
    by: User | None,
    at: datetime,
    institution: Organisation | None = None,
) -> QueueEntry:
    """Put the child with that personal code, or a new one who is called so, into the queue."""
    changes.demand(KEEP_QUEUE, by=by, organisation=institution)
    with persons.attempt_noted(by=by, at=at), transaction.atomic():
        child = persons.found_or_created(personal_code=personal_code, by=by, at=at, **details)
        return join(
            child=child,
            stage=stage,
            institution=institution,
            registered_on=registered_on,
            by=by,
            at=at,
        )


def give_place(
    *,
    entry: QueueEntry,
    group: Group,
    from_on: date,
    on: date,
    revision: int,
    by: User | None,
    at: datetime,
) -> Enrolled:
    """Enrol a waiting child from a day on; on `on` its wishes in that stage leave the queue.

    Raises UnableToChange and UnableToRecord.
    """
    changes.demand(KEEP_QUEUE, by=by, organisation=entry.institution)
    with transaction.atomic():
        leave(entry=entry, on=_last_day(entry, on), revision=revision, by=by, at=at)
        others = QueueEntry.objects.filter(
            person=entry.person, stage=entry.stage, left_on__isnull=True
        )
        for other in others.select_related("institution"):
            leave(entry=other, on=_last_day(other, on), revision=other.revision, by=by, at=at)
        return enrolments.enrol(
            learner=entry.person,
            group=group,
            from_on=from_on,
            registered_on=entry.registered_on,
            by=by,
            at=at,
        )


def _last_day(entry: QueueEntry, on: date) -> date:
    return max(on, entry.registered_on)


def leave(
    *, entry: QueueEntry, on: date, revision: int, by: User | None, at: datetime
) -> QueueEntry:
    """Take a child out of the queue; the day is the last one of waiting."""
    changes.demand(KEEP_QUEUE, by=by, organisation=entry.institution)
    ends_after_it_starts(entry.registered_on, on)
    return recording.change(
        entry,
        {"left_on": on},
        revision=revision,
        action=audited.LEAVE_QUEUE,
        by=by,
        at=at,
        organisation=entry.institution,
    )
