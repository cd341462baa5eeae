"""Pages of the menu."""

from collections.abc import Iterator

from gaisma.base import navigation, searching
from gaisma.base.models import User
from gaisma.base.searching import Hit


def find(user: User, words: searching.Words, limit: int) -> Iterator[Hit]:
    """Entries of the person's own menu."""
    found = (
        Hit(link.title, section.title, link.address)
        for section in navigation.menu(user, "")
        for link in section.links
        if searching.fits(words, link.title)
    )
    return (hit for hit, _number in zip(found, range(limit), strict=False))
