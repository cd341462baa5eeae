"""How a person and those responsible for them are reached."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import KEEPERS
from gaisma.record import recording
from gaisma.record.people import audited, visibility
from gaisma.record.people.actions import persons, ties
from gaisma.record.people.actions.persons import PersonDetails
from gaisma.record.people.models import Contact, Guardian, Person
from gaisma.record.people.permissions import KEEP_PEOPLE


def add(
    *, person: Person, kind: str, value: str, by: User | None, at: datetime, order: int = 1
) -> Contact:
    """Record a way to reach a person; smaller order is tried first."""
    visibility.demand(KEEP_PEOPLE, by=by, person=person)
    fields = {"person": person, "kind": kind, "value": value, "order": order}
    return recording.add(Contact, fields, action=audited.ADD_CONTACT, by=by, at=at)


def change(
    *,
    contact: Contact,
    kind: str,
    value: str,
    order: int,
    revision: int,
    by: User | None,
    at: datetime,
) -> Contact:
    """Mend a way to reach a person. Raises UnableToChange."""
    visibility.demand(KEEP_PEOPLE, by=by, person=contact.person)
    fields = {"kind": kind, "value": value, "order": order}
    return recording.change(
        contact, fields, revision=revision, action=audited.CHANGE_CONTACT, by=by, at=at
    )


def remove(*, contact: Contact, by: User | None, at: datetime) -> None:
    """Delete a way to reach a person that does not lead there any more."""
    visibility.demand(KEEP_PEOPLE, by=by, person=contact.person)
    recording.remove(contact, action=audited.REMOVE_CONTACT, by=by, at=at)


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
    visibility.demand(KEEP_PEOPLE, by=by, person=learner)
    fields = {"learner": learner, "guardian": guardian, "relation": relation}
    with transaction.atomic():
        for institution in _holding(learner, by=by):
            ties.joined(person=guardian, institution=institution, by=by, at=at)
        return recording.add(
            Guardian,
            fields | {"reach": reach, "order": order},
            action=audited.ADD_GUARDIAN,
            by=by,
            at=at,
        )


def add_guardian_called(
    *,
    learner: Person,
    personal_code: str,
    details: PersonDetails,
    relation: str,
    by: User | None,
    at: datetime,
    reach: str = "everything",
    order: int = 1,
) -> Guardian:
    """The same of whoever has the personal code, or of somebody new who is called so."""
    visibility.demand(KEEP_PEOPLE, by=by, person=learner)
    with persons.attempt_noted(by=by, at=at), transaction.atomic():
        guardian = persons.found_or_created(personal_code=personal_code, by=by, at=at, **details)
        terms = {"relation": relation, "reach": reach}
        return add_guardian(learner=learner, guardian=guardian, order=order, by=by, at=at, **terms)


def change_guardian(
    *,
    guardian: Guardian,
    relation: str,
    reach: str,
    order: int,
    revision: int,
    by: User | None,
    at: datetime,
) -> Guardian:
    """Change the relation, what may be told, or the order. Raises UnableToChange."""
    visibility.demand(KEEP_PEOPLE, by=by, person=guardian.learner)
    fields = {"relation": relation, "reach": reach, "order": order}
    return recording.change(
        guardian, fields, revision=revision, action=audited.CHANGE_GUARDIAN, by=by, at=at
    )


def remove_guardian(*, guardian: Guardian, by: User | None, at: datetime) -> None:
    """Record that somebody does not answer for the learner any more."""
    visibility.demand(KEEP_PEOPLE, by=by, person=guardian.learner)
    recording.remove(guardian, action=audited.REMOVE_GUARDIAN, by=by, at=at)


def _holding(learner: Person, *, by: User | None) -> QuerySet[Organisation]:
    """The institutions of the learner to which who adds somebody ties them, too."""
    held = visibility.institutions_of(learner)
    reach = held if by is None else access.reach(by, *KEEPERS)
    ids = [place for place in held if place in reach and place is not None]
    return Organisation.objects.filter(pk__in=ids).order_by("pk")
