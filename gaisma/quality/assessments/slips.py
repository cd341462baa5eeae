"""Sheets of slips by which families read results: each a square for a phone and its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from gaisma.base import pictures, secret_addresses
from gaisma.record.people.models import Person

ON_A_SHEET = 12


@dataclass(frozen=True)
class Slip:
    """A learner, the secret as it is typed, and the address that it makes as an SVG."""

    person: Person
    secret: str
    square: SafeString


def sheets(made: Mapping[Person, str]) -> tuple[tuple[Slip, ...], ...]:
    """The slips, twelve a sheet."""
    found = [
        Slip(person, token, pictures.square(secret_addresses.address("assessments:read", token)))
        for person, token in made.items()
    ]
    return tuple(tuple(found[at : at + ON_A_SHEET]) for at in range(0, len(found), ON_A_SHEET))
