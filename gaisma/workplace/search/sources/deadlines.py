"""Deadlines that concern the person."""

from collections.abc import Iterator
from itertools import islice

from gaisma.base import searching, wording
from gaisma.base.models import Installation, User
from gaisma.base.searching import Hit
from gaisma.workplace.calendar.queries import deadlines


def find(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Deadlines by title, the newest first."""
    shown = deadlines.progress(user, on=Installation.current().as_of())
    found = (
        Hit(
            one.deadline.title,
            wording.day(one.deadline.due_on),
            one.deadline.get_absolute_url(),
        )
        for one in reversed(shown)
        if searching.fits(words, one.deadline.title)
    )
    return islice(found, limit)
