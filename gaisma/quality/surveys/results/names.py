"""Taking names and contacts out of what people wrote.

Names are known ones, in any case of Latvian declension and with or without its marks. Limits,
which whoever opens texts is to be told: a name that is not known stays, as do pet names (Anniņa,
Jancis), mistyped ones and those in another script; a word that looks like a case of a known name
goes (a Rita takes the morning, rīts, along). Family names go only where they begin with a capital
letter, for many are ordinary words.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import Q

from gaisma.base.models import Organisation
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Enrolment

REMEMBERED = 20_000
"""Of so many names and words the stems are worked out once, for texts are read again and again."""
GONE = "[…]"
"""What stands where something was taken out."""

WORD = re.compile(r"[^\W\d_]+")
CONTACTS = [
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    re.compile(r"\b\d{6}\s?[-–—]?\s?\d{5}\b"),  # personal code
    re.compile(r"(?<!\w)(?:\+|00)?\d(?:[\s().-]{0,2}\d){6,}(?!\w)"),  # telephone
]
ENDINGS = [
    *("ajiem", "ajam", "ajai", "ajas", "ajos", "ijam", "ijai", "iem", "aja", "ais"),
    *("am", "ai", "as", "es", "ei", "em", "im", "is", "os", "um", "us", "ij"),
    *("a", "e", "i", "o", "s", "u"),
]
"""Endings of declined names without marks."""
SOFTENED = {"p": "pj", "b": "bj", "m": "mj", "v": "vj", "d": "z", "t": "s"}
"""How stems of nouns in -is and -e end in other cases (Grāvis – Grāvja, Briedis – Brieža, Zutis –
Zuša), without marks. Others stay: a Vita is no reason to take out every "viss"."""
KNOWN_FOR = timedelta(days=730)
"""So long after somebody left an institution, their name is still taken out there."""


@dataclass(frozen=True)
class Names:
    """Given and family names as they are in the register, those of two words included."""

    given: Collection[str] = ()
    family: Collection[str] = ()

    @cached_property
    def stems(self) -> frozenset[str]:
        return _stems_of_all(self.given)

    @cached_property
    def family_stems(self) -> frozenset[str]:
        return _stems_of_all(self.family)

    def has(self, word: str) -> bool:
        """Whether the word may be a case of one of the names."""
        stems = _stems(word)
        return not stems.isdisjoint(self.stems) or (
            word[0].isupper() and not stems.isdisjoint(self.family_stems)
        )


def redacted(text: str, names: Names) -> str:
    """The text without the names, addresses of e-mail, personal codes and telephone numbers."""
    for contact in CONTACTS:
        text = contact.sub(GONE, text)
    return WORD.sub(lambda word: GONE if names.has(word[0]) else word[0], text)


def _stems_of_all(names: Collection[str]) -> frozenset[str]:
    return frozenset().union(*map(_stems_of_name, names))


@lru_cache(maxsize=REMEMBERED)
def _stems_of_name(name: str) -> frozenset[str]:
    words = [_plain(word) for word in WORD.findall(name)]
    return frozenset(stem for word in words if len(word) > 1 for stem in _declined(word))


def _declined(name: str) -> Iterator[str]:
    """The stem of a name, and how it is in other cases."""
    stem = _without_ending(name)
    yield stem
    if name.endswith(("is", "e")) and stem[-1:] in SOFTENED:
        yield stem[:-1] + SOFTENED[stem[-1]]


def _without_ending(name: str) -> str:
    """The stem of a name in the nominative: Jānis, Bērziņš, Mārtiņš, Markus, Anna, Ilze."""
    for ending in ("ais", "is", "us", "s", "a", "e"):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=REMEMBERED)
def _stems(written: str) -> frozenset[str]:
    """What may be the stem of a word without marks: called by it, a name has no ending.

    So short a word as "un" is no name, though Una has it for a stem.
    """
    word = _plain(written)
    stems = {word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)}
    called = {word} if len(word) > 2 else set()
    return frozenset(stem for stem in stems | called if len(stem) > 1)


def _plain(word: str) -> str:
    """The word in small letters without marks."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def known_at(institutions: Collection[int], *, until: date) -> dict[int, Names]:
    """Who lately learned, worked or answered for a learner at each institution and its units."""
    nodes = Organisation.objects.filter(Q(pk__in=institutions) | Q(parent__in=institutions))
    belongs = {
        node: node if node in institutions else parent
        for node, parent in nodes.values_list("pk", "parent_id")
    }
    given: defaultdict[int, set[str]] = defaultdict(set)
    family: defaultdict[int, set[str]] = defaultdict(set)
    for rows, person, place in _there(belongs, until=until):
        read = rows.values_list(place, f"{person}__given_name", f"{person}__family_name")
        for node, first, last in read.order_by().distinct():
            given[belongs[node]].add(first)
            family[belongs[node]].add(last)
    return {node: Names(given[node], family[node]) for node in institutions}


def _there(nodes: Collection[int], *, until: date) -> Iterator[tuple[Any, str, str]]:
    """Rows of who was there, and in them the ways to the person and to the place."""
    since = until - KNOWN_FOR
    there = Q(from_on__lte=until) & (Q(to_on__isnull=True) | Q(to_on__gte=since))
    learning = Enrolment.objects.filter(there, group__institution__in=nodes)
    yield learning, "person", "group__institution"
    yield (
        learning.filter(person__guardians__isnull=False),
        "person__guardians__guardian",
        ("group__institution"),
    )
    yield Employment.objects.filter(there, institution__in=nodes), "person", "institution"
