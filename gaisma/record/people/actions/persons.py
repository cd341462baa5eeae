"""Persons come into the record and change; two editors never overwrite each other."""

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base import changes, personal_codes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.record import acts
from gaisma.record.people import sight
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
    return acts.add(
        Person,
        {**details, **_code_fields(personal_code, at=at)},
        action="person.create",
        touches=("people",),
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
    sight.demand(KEEP_PEOPLE, by=by, person=person)
    code = {} if personal_code is None else _code_fields(personal_code, at=at, of=person)
    return acts.change(
        person,
        {**details, **code},
        revision=revision,
        action="person.change",
        touches=("people",),
        by=by,
        at=at,
    )


def found_or_created(
    *, by: User | None, at: datetime, personal_code: str = "", **details: Unpack[Details]
) -> Person:
    """The person with that personal code, or a new one who is called so.

    Raises UnableToRecord when the code is that of somebody with another family name, so that a
    slip of the pen neither tells whose it is nor gives them a place.
    """
    changes.demand(KEEP_PEOPLE, by=by)
    known = _holder(personal_code, at=at) if personal_code else None
    family_name = details.get("family_name", "")
    if known is None:
        if not (details.get("given_name") and family_name):
            raise UnableToRecord(
                _("Nobody in the record has this personal code: write the name as well."),
                code="name_needed",
            )
        return create(by=by, at=at, personal_code=personal_code, **details)
    if family_name and folded(family_name) != folded(known.family_name):
        raise UnableToRecord(
            _("The personal code belongs to somebody with another family name: check both."),
            code="another_name",
        )
    return known


def _holder(personal_code: str, *, at: datetime) -> Person | None:
    digits = _checked(personal_code, today=timezone.localtime(at).date())
    return Person.objects.filter(personal_code_hash=personal_codes.keyed_hash(digits)).first()


def _code_fields(
    personal_code: str, *, at: datetime, of: Person | None = None
) -> dict[str, str | None]:
    if not personal_code:
        return {"personal_code_encrypted": "", "personal_code_hash": None}
    digits = _checked(personal_code, today=timezone.localtime(at).date())
    found = personal_codes.keyed_hash(digits)
    others = Person.objects.exclude(pk=of.pk) if of else Person.objects.all()
    if others.filter(personal_code_hash=found).exists():
        raise UnableToRecord(
            _("Somebody in the record has this personal code already: look the person up by it."),
            code="personal_code_taken",
        )
    return {
        "personal_code_encrypted": personal_codes.encrypted(digits),
        "personal_code_hash": found,
    }


def _checked(personal_code: str, *, today: date) -> str:
    try:
        return personal_codes.checked(personal_code, today=today)
    except personal_codes.InvalidPersonalCode as invalid:
        raise UnableToRecord(
            _("This is no personal code: write eleven digits as the identity document has them."),
            code=f"personal_code_{invalid.code}",
        ) from None
