"""Search over what rooms hold.

A search answers only what the person may see, and says where it leads. Words come folded: small
letters without marks; a row fits when each of them is a part of it.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gaisma.base.models import User

Words = tuple[str, ...]
LONGEST = 100
MOST_WORDS = 6


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is called, a line about it, its address."""

    title: str
    line: str
    address: str


@dataclass(frozen=True)
class Search:
    """A kind of things that can be found: message id of its title, permission, how it is searched.

    `find` gives at most `limit` hits, the best first. What `is_personal` finds people by name.
    """

    key: str
    title: str
    permission: str
    find: Callable[[User, Words, int], Iterable[Hit]]
    is_personal: bool = False


def folded(text: str) -> str:
    """Small letters without marks: “Zīlīte” and “zilite” are the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words(text: str) -> Words:
    """The words of a question, folded; a long question is cut."""
    return tuple(folded(text[:LONGEST]).split())[:MOST_WORDS]


def fits(asked: Words, *texts: str) -> bool:
    """Whether each word is a part of one of the texts."""
    whole = folded(" ".join(texts))
    return all(word in whole for word in asked)
