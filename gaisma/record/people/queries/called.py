"""Reads of persons."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gaisma.base import personal_codes
from gaisma.base.errors import GaismaError
from gaisma.record.people.models import Person


class UnknownPerson(GaismaError):
    """Nobody, or more than one person, goes by that."""


def person_called(text: str, *, among: QuerySet[Person] | None = None) -> Person:
    """The person with that personal code, number in the state register, or outside identifier.

    `among` are those who may be found.

    Raises UnknownPerson.
    """
    word = text.strip()
    people = Person.objects.all() if among is None else among
    found = list(people.filter(pk__in=ids_of(word))[:2])
    if len(found) != 1:
        raise UnknownPerson(
            _("Nobody goes by that here: give the personal code or the number of one system."),
            code="unknown_person",
        )
    return found[0]


def ids_of(word: str) -> set[int]:
    """The ids of those who have that personal code or number."""
    digits = word.replace("-", "")
    people = Person.objects.filter(identifiers__value=word)
    if word:
        people = people | Person.objects.filter(register_id=word)
    ids = set(people.values_list("pk", flat=True))
    if personal_codes.FORM.fullmatch(word):
        coded = Person.objects.filter(personal_code_hash=personal_codes.keyed_hash(digits))
        ids |= set(coded.values_list("pk", flat=True))
    return ids
