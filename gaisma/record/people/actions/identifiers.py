"""Numbers by which other systems know a person."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.record.people import audited, visibility
from gaisma.record.people.models import Person, PersonIdentifier
from gaisma.record.people.permissions import KEEP_PEOPLE


def add(
    *, person: Person, scheme: str, value: str, by: User | None, at: datetime
) -> PersonIdentifier:
    """Record what a system calls the person. Raises UnableToRecord when it names another one."""
    visibility.demand(KEEP_PEOPLE, by=by, person=person)
    try:
        with transaction.atomic():
            row = PersonIdentifier.objects.create(person=person, scheme=scheme, value=value)
            _note(audited.ADD_IDENTIFIER, row, by=by, at=at)
    except IntegrityError:
        raise UnableToRecord(
            _("That system knows somebody under this number already."), code="number_taken"
        ) from None
    return row


def remove(*, identifier: PersonIdentifier, by: User | None, at: datetime) -> None:
    """Delete a number that does not name the person."""
    visibility.demand(KEEP_PEOPLE, by=by, person=identifier.person)
    with transaction.atomic():
        _note(audited.REMOVE_IDENTIFIER, identifier, by=by, at=at)
        identifier.delete()


def _note(action: Action, row: PersonIdentifier, *, by: User | None, at: datetime) -> None:
    audit.note(action=action, by=by, at=at, subject="people.PersonIdentifier", ids=[row.pk])
