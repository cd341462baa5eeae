"""Two records of one person become one."""

from datetime import datetime

from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.evidence.interop.imports import forget
from gaisma.evidence.lake.actions import touch
from gaisma.record.people import audited, merging, privacy, visibility
from gaisma.record.people.models import Guardian, Person
from gaisma.record.people.permissions import MERGE_PEOPLE

FILLED = ("born_on", "language", "register_id")
"""What the kept person takes over where they lack it."""


class UnableToMerge(GaismaError):
    """Something of both contradicts each other."""


def merge(*, kept: Person, other: Person, by: User | None, at: datetime) -> Person:
    """Give all that the other has to the kept person and delete the other.

    Imports that brought the other forget them: they cannot be undone for that person any more.
    Raises UnableToMerge.
    """
    for person in (kept, other):
        visibility.demand_whole(MERGE_PEOPLE, by=by, person=person)
    number = other.pk
    with transaction.atomic():
        list(Person.objects.select_for_update().filter(pk__in=(kept.pk, number)).order_by("pk"))
        for said in merging.obstacles(kept, other):
            raise UnableToMerge(said, code="contradiction")
        _take_over(kept, other, at=at)
        forget(person_ids=[number])
        other.delete()
        touch(*privacy.touched())
        ids = [kept.pk, number]
        audit.note(action=audited.MERGE_PERSON, by=by, at=at, subject="people.Person", ids=ids)
    return kept


def _take_over(kept: Person, other: Person, *, at: datetime) -> None:
    both = (kept, other)
    Guardian.objects.filter(learner__in=both, guardian__in=both).delete()
    # Who merges them holds both in full, and so confirms where both are held.
    for one, another in (both, both[::-1]):
        shared = visibility.institutions_of(another)
        one.ties.unconfirmed().filter(institution__in=shared - {None}).exclude(
            institution__in=another.ties.unconfirmed().values("institution")
        ).delete()
    for model, column in merging.ways():
        rows = model._default_manager.filter(**{column: other.pk})
        # What both have is held once.
        rows.filter(pk__in=merging.doubles(model, column, kept=kept, other=other)).delete()
        rows.update(**{column: kept.pk}, **merging.raised(rows))
    filled = {name: getattr(other, name) for name in FILLED if not getattr(kept, name)}
    code = _code_of(other) if not kept.personal_code_hash else {}
    if code:
        # One code is never held by two rows, not even for a moment.
        Person.objects.filter(pk=other.pk).update(
            personal_code_hash=None, personal_code_encrypted=""
        )
    changes.change(kept, revision=kept.revision, at=at, **filled, **code)


def _code_of(person: Person) -> dict[str, str | None]:
    if not person.personal_code_hash:
        return {}
    return {
        "personal_code_hash": person.personal_code_hash,
        "personal_code_encrypted": person.personal_code_encrypted,
    }
