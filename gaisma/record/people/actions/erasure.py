"""A person is erased; the figures in which they were counted stay."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from gaisma.base import audit
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.evidence.interop.imports import forget
from gaisma.evidence.lake.actions import touch
from gaisma.record.people import audited, merging, privacy, visibility
from gaisma.record.people.models import Person
from gaisma.record.people.permissions import ERASE_PEOPLE


class UnableToErase(GaismaError):
    """The person learns, works or waits here still."""


def erase(*, person: Person, by: User | None, at: datetime, as_of: date) -> None:
    """Delete the person and all that tells who they are, also from what imports keep.

    Ended enrolments, posts and queue entries go over to a new person of whom nothing is known:
    every figure stays as it was, and the pseudonym under which older versions of the lake have
    them leads to nobody. Raises UnableToErase while any of these is in force.
    """
    visibility.demand_whole(ERASE_PEOPLE, by=by, person=person)
    number = person.pk
    with transaction.atomic():
        # Whoever enrols or employs the person takes the same lock, and waits or is seen.
        Person.objects.select_for_update().get(pk=number)
        _check_nothing_in_force(person, as_of=as_of)
        overwrite_what_is_deleted()
        _delete_details(number)
        _hand_over(number, at=at)
        forget(person_ids=[number])
        person.delete()
        touch(*privacy.touched())
        audit.note(action=audited.ERASE_PERSON, by=by, at=at, subject="people.Person", ids=[number])


def overwrite_what_is_deleted() -> None:
    """Let the database write over deleted rows, where it would leave them in its file."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _check_nothing_in_force(person: Person, *, as_of: date) -> None:
    if any(table.in_force(person.pk, on=as_of).exists() for table in gathered("PERSONAL_DATA")):
        raise UnableToErase(
            _("The person learns, works or waits for a place here: end that first."),
            code="in_force",
        )


def _delete_details(person_id: int) -> None:
    for table in gathered("PERSONAL_DATA"):
        if not table.stays and table.key != Person._meta.label:
            table.rows_of(person_id).delete()


def _hand_over(person_id: int, *, at: datetime) -> None:
    staying = [table for table in gathered("PERSONAL_DATA") if table.stays]
    if not any(table.rows_of(person_id).exists() for table in staying):
        return
    for table in staying:
        if table.forgets is not None:
            # Before any row is handed over, while all of them can be found.
            table.forgets(table.rows_of(person_id))
    # One for all of them, so that nobody is counted twice.
    nobody = privacy.featureless(at=at)
    for table in staying:
        for owner in merging.columns(table):
            rows = table.rows_of(person_id).filter(**{owner: person_id})
            privacy.give(rows, nobody, at=at, owner=owner)
