"""Institutions and their units."""

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse

from gaisma.analytics.vocabulary import KINDS
from gaisma.base import access, searching, sorting, terms
from gaisma.base.models import Organisation, User
from gaisma.base.searching import Hit


def find(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Those that the person sees, by name, alias, code or number; open ones first."""
    seen = sorted(
        access.visible(user), key=lambda one: (one.closed_on is not None, sorting.natural(one.name))
    )
    found = (one for one in seen if _fits(words, one))
    return (_hit(one) for one in islice(found, limit))


def _fits(words: searching.Words, one: Organisation) -> bool:
    numbers = (one.registration_number, one.register_id)
    return searching.fits(words, one.name, one.code, *one.aliases, *numbers)


def _hit(one: Organisation) -> Hit:
    address = reverse("organisations:institution", args=[one.pk])
    return Hit(one.name, terms.title(KINDS, one.kind), address)
