"""How a person and those responsible for them are reached."""

from datetime import datetime

from gaisma.base import changes
from gaisma.base.models import User
from gaisma.record import acts
from gaisma.record.people.models import Contact, Guardian, Person
from gaisma.record.people.permissions import KEEP_PEOPLE


def add(
    *, person: Person, kind: str, value: str, by: User | None, at: datetime, order: int = 1
) -> Contact:
    """Record a way to reach a person; smaller order is tried first."""
    changes.demand(KEEP_PEOPLE, by=by)
    fields = {"person": person, "kind": kind, "value": value, "order": order}
    return acts.add(Contact, fields, action="contact.add", touches=(), by=by, at=at)


def remove(*, contact: Contact, by: User | None, at: datetime) -> None:
    """Delete a way to reach a person that does not lead there any more."""
    changes.demand(KEEP_PEOPLE, by=by)
    acts.remove(contact, action="contact.remove", touches=(), by=by, at=at)


def add_guardian(
    *,
    learner: Person,
    guardian: Person,
    relation: str,
    by: User | None,
    at: datetime,
    reach: str = "everything",
    order: int = 1,
) -> Guardian:
    """Record who is responsible for a learner and what they may be told."""
    changes.demand(KEEP_PEOPLE, by=by)
    fields = {"learner": learner, "guardian": guardian, "relation": relation}
    return acts.add(
        Guardian,
        fields | {"reach": reach, "order": order},
        action="guardian.add",
        touches=(),
        by=by,
        at=at,
    )
