"""Children join the waiting queue and leave it."""

from datetime import date, datetime

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import acts
from gaisma.record.organisations.policies import ends_after_it_starts
from gaisma.record.people.models import Person
from gaisma.record.programmes import policies
from gaisma.record.programmes.models import QueueEntry
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
    return acts.add(
        QueueEntry,
        wish | {"registered_on": registered_on},
        action="queue.join",
        touches=("queue",),
        by=by,
        at=at,
        organisation=institution,
    )


def leave(
    *, entry: QueueEntry, on: date, revision: int, by: User | None, at: datetime
) -> QueueEntry:
    """Take a child out of the queue; the day is the last one of waiting."""
    changes.demand(KEEP_QUEUE, by=by, organisation=entry.institution)
    ends_after_it_starts(entry.registered_on, on)
    return acts.change(
        entry,
        {"left_on": on},
        revision=revision,
        action="queue.leave",
        touches=("queue",),
        by=by,
        at=at,
        organisation=entry.institution,
    )
