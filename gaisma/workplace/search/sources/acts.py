"""Legal acts."""

from collections.abc import Iterator
from itertools import islice

from gaisma.base import searching, wording
from gaisma.base.models import User
from gaisma.base.searching import Hit
from gaisma.record.governance import queries


def find(_user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Acts by title, number, issuer and what they ask for."""
    found = (
        Hit(queries.called(act), wording.day(act.from_on), act.get_absolute_url())
        for act in queries.acts()
        if searching.fits(words, act.title, act.number, act.issuer, act.duties)
    )
    return islice(found, limit)
