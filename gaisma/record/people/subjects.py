"""How people are called behind figures, by their pseudonyms."""

from collections.abc import Collection

from django.utils.translation import gettext_noop

from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.record.people.models import Person


def names(pseudonyms: Collection[int]) -> dict[int, Name]:
    """Family name first, as lists of people are read."""
    found = Person.objects.filter(pseudonym__in=pseudonyms)
    rows = found.values_list("pseudonym", "family_name", "given_name", "pk")
    return {pseudonym: Name(f"{family}, {given}", pk) for pseudonym, family, given, pk in rows}


SUBJECTS = [Subject("person", gettext_noop("Person"), "people.Person", names, is_personal=True)]
