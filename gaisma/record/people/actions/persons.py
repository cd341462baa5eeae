"""Persons come into the record and change; two editors never overwrite each other."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base import changes, personal_codes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.record import recording
from gaisma.record.people import audited, visibility
from gaisma.record.people.actions import attempts
from gaisma.record.people.actions.attempts import UnableToJoin
from gaisma.record.people.models import Person
from gaisma.record.people.permissions import KEEP_PEOPLE


class Details(TypedDict, total=False):
    """What is known about a person."""

    given_name: str
    family_name: str
    born_on: date | None
    language: str
    register_id: str


def create(
    *, by: User | None, at: datetime, personal_code: str = "", **details: Unpack[Details]
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
    **details: Unpack[Details],
) -> Person:
    """Write what is known about a person; an empty personal code removes it.

    Raises UnableToChange when somebody changed the person since the revision that was looked at.
    """
    visibility.demand(KEEP_PEOPLE, by=by, person=person)
    code: dict[str, str | None] = {}
    if personal_code is not None:
        with attempts.noted(by=by, at=at):
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
    *, by: User | None, at: datetime, personal_code: str = "", **details: Unpack[Details]
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


def _check_named(known: Person | None, details: Details) -> None:
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


def _check_identified(known: Person | None, details: Details, *, digits: str) -> None:
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
