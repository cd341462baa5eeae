"""Persons come into the record and change, and of two one is made.

Two editors never overwrite each other. Whoever writes a personal code learns from a refusal that
somebody has it: so each refusal is an action of whoever tried, and only so many are answered in a
day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base import audit, changes, personal_codes
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord, User
from gaisma.base.registry import gathered
from gaisma.evidence.interop.imports import forget
from gaisma.evidence.lake.actions import touch
from gaisma.record import recording
from gaisma.record.people import audited, merging, privacy, visibility
from gaisma.record.people.models import Guardian, Person, PersonIdentifier
from gaisma.record.people.permissions import KEEP_PEOPLE, MERGE_PEOPLE

MOST_REFUSALS = 10
"""So many refusals are told to one account within `WITHIN`; a slip of the pen takes one or two."""
WITHIN = timedelta(days=1)


class UnableToJoin(UnableToRecord):
    """The code, the name and the date of birth are not those of one person."""


@contextmanager
def attempt_noted(*, by: User | None, at: datetime) -> Iterator[None]:
    """Note a code that is refused within as an act; it stays when what is done is taken back.

    Raises UnableToRecord when too many were refused already.
    """
    tried = AuditRecord.objects.filter(action=audited.REFUSE_CODE.key, by=by, at__gt=at - WITHIN)
    if by is not None and tried.count() >= MOST_REFUSALS:
        raise UnableToRecord(
            _("Too many personal codes were refused to you today: ask the authority."),
            code="too_many_codes",
        )
    try:
        yield
    except UnableToJoin:
        if by is not None:
            audit.note(action=audited.REFUSE_CODE, by=by, at=at)
        raise


class PersonDetails(TypedDict, total=False):
    """What is known about a person."""

    given_name: str
    family_name: str
    born_on: date | None
    language: str
    register_id: str


def create(
    *, by: User | None, at: datetime, personal_code: str = "", **details: Unpack[PersonDetails]
) -> Person:
    """Record a person. Raises UnableToRecord for a personal code that is wrong or taken."""
    changes.demand(KEEP_PEOPLE, by=by)
    return recording.add(
        Person,
        {**details, **_code_fields(personal_code, by=by, at=at)},
        action=audited.CREATE_PERSON,
        by=by,
        at=at,
    )


def change(
    *,
    person: Person,
    revision: int,
    by: User | None,
    at: datetime,
    personal_code: str | None = None,
    **details: Unpack[PersonDetails],
) -> Person:
    """Write what is known about a person; an empty personal code removes it.

    Raises UnableToChange when somebody changed the person since the revision that was looked at.
    """
    visibility.demand(KEEP_PEOPLE, by=by, person=person)
    code: dict[str, str | None] = {}
    if personal_code is not None:
        with attempt_noted(by=by, at=at):
            code = _code_fields(personal_code, by=by, at=at, of=person)
    return recording.change(
        person,
        {**details, **code},
        revision=revision,
        action=audited.CHANGE_PERSON,
        by=by,
        at=at,
    )


def found_or_created(
    *, by: User | None, at: datetime, personal_code: str = "", **details: Unpack[PersonDetails]
) -> Person:
    """The person with that personal code, or a new one who is called so.

    Of somebody whom `by` does not keep already the name and the date of birth are asked for, too,
    and must be theirs; the refusal does not say what was wrong. Call it within `attempts.noted`.

    Raises UnableToJoin, UnableToRecord.
    """
    changes.demand(KEEP_PEOPLE, by=by)
    if not personal_code:
        return create(by=by, at=at, **details)
    digits = _checked(personal_code, today=timezone.localtime(at).date())
    known = _holder(digits)
    # Asked of nobody as well: how long it takes tells nothing.
    is_kept = _is_kept(known, by=by)
    if by is None or visibility.reaches_all(by) or is_kept:
        _check_named(known, details)
    else:
        _check_identified(known, details, digits=digits)
    return known or create(by=by, at=at, personal_code=personal_code, **details)


def _check_named(known: Person | None, details: PersonDetails) -> None:
    """Raises UnableToRecord for somebody new without a name, or a slip of the pen."""
    family_name = details.get("family_name", "")
    if known is None and not (details.get("given_name") and family_name):
        raise UnableToRecord(
            _("Nobody in the record has this personal code: write the name as well."),
            code="name_needed",
        )
    if known and family_name and folded(family_name) != folded(known.family_name):
        raise UnableToRecord(
            _("The personal code belongs to somebody with another family name: check both."),
            code="another_name",
        )


def _check_identified(known: Person | None, details: PersonDetails, *, digits: str) -> None:
    """Raises UnableToRecord when anything is left out, UnableToJoin when it does not agree."""
    names = (details.get("given_name", ""), details.get("family_name", ""))
    born_on = details.get("born_on")
    if not (all(names) and born_on):
        raise UnableToRecord(
            _("Beside the personal code write the given name, the family name and the birth date."),
            code="name_needed",
        )
    theirs = (known.given_name, known.family_name) if known else names
    days = {known.born_on if known else None, personal_codes.born_on(digits)} - {None}
    agree = [folded(ours) == folded(said) for ours, said in zip(theirs, names, strict=True)]
    if not all(agree) or days - {born_on}:
        raise UnableToJoin(
            _("The personal code, the name and the date of birth do not agree: check all three."),
            code="not_one_person",
        )


def _is_kept(known: Person | None, *, by: User | None) -> bool:
    kept = Person.objects.all() if by is None else Person.objects.kept_by(by)
    return kept.filter(pk=known.pk if known else 0).exists()


def _holder(digits: str) -> Person | None:
    return Person.objects.filter(personal_code_hash=personal_codes.keyed_hash(digits)).first()


def _code_fields(
    personal_code: str, *, by: User | None, at: datetime, of: Person | None = None
) -> dict[str, str | None]:
    if not personal_code:
        return {"personal_code_encrypted": "", "personal_code_hash": None}
    digits = _checked(personal_code, today=timezone.localtime(at).date())
    known = _holder(digits)
    if known and known != of:
        # To whom the holder is shown anyway, the refusal tells nothing.
        refusal = UnableToRecord if _is_kept(known, by=by) else UnableToJoin
        raise refusal(
            _("Somebody in the record has this personal code already: look the person up by it."),
            code="personal_code_taken",
        )
    return {
        "personal_code_encrypted": personal_codes.encrypted(digits),
        "personal_code_hash": personal_codes.keyed_hash(digits),
    }


def _checked(personal_code: str, *, today: date) -> str:
    try:
        return personal_codes.checked(personal_code, today=today)
    except personal_codes.InvalidPersonalCode as invalid:
        raise UnableToRecord(
            _("This is no personal code: write eleven digits as the identity document has them."),
            code=f"personal_code_{invalid.code}",
        ) from None


def add_identifier(
    *, person: Person, scheme: str, value: str, by: User | None, at: datetime
) -> PersonIdentifier:
    """Record what a system calls the person. Raises UnableToRecord when it names another one."""
    visibility.demand(KEEP_PEOPLE, by=by, person=person)
    try:
        with transaction.atomic():
            row = PersonIdentifier.objects.create(person=person, scheme=scheme, value=value)
            _note_identifier(audited.ADD_IDENTIFIER, row, by=by, at=at)
    except IntegrityError:
        raise UnableToRecord(
            _("That system knows somebody under this number already."), code="number_taken"
        ) from None
    return row


def remove_identifier(*, identifier: PersonIdentifier, by: User | None, at: datetime) -> None:
    """Delete a number that does not name the person."""
    visibility.demand(KEEP_PEOPLE, by=by, person=identifier.person)
    with transaction.atomic():
        _note_identifier(audited.REMOVE_IDENTIFIER, identifier, by=by, at=at)
        identifier.delete()


def _note_identifier(
    action: Action, row: PersonIdentifier, *, by: User | None, at: datetime
) -> None:
    audit.note(action=action, by=by, at=at, subject="people.PersonIdentifier", ids=[row.pk])


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
        for kind in gathered("LAKE_HOLDINGS"):
            kind.hand_over(kept, other, at)
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
