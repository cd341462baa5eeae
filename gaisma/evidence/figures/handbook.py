"""The figures that can be asked for, by chapter, each with the city's value; found by words."""

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from gaisma.analytics.indicators import Indicator
from gaisma.base.errors import GaismaError
from gaisma.base.models import User
from gaisma.base.registry import gathered
from gaisma.base.wording import agreement
from gaisma.evidence.figures import asking, policies, presentation
from gaisma.evidence.figures.evidence import Evidence


@dataclass(frozen=True)
class Entry:
    """An indicator and its value for the whole city; no reading where it has none yet."""

    key: str
    title: str
    description: str
    reading: presentation.Reading | None


@dataclass(frozen=True)
class Group:
    """The figures of a chapter."""

    key: str
    title: str
    entries: tuple[Entry, ...]


def groups(user: User, *, basis: Evidence, text: str = "") -> tuple[Group, ...]:
    """The indicators that the words find, all without words, chapter by chapter.

    Who may ask nothing of one for the whole city is not led to it.
    """
    asked = (
        one for one in matching(text) if policies.may_ask(user, one, filters=_year_of(one, basis))
    )
    found = sorted(asked, key=lambda one: one.chapter.key)
    return tuple(
        Group(
            chapter.key,
            gettext(chapter.title),
            tuple(_entry(user, indicator, basis) for indicator in some),
        )
        for chapter, some in groupby(found, key=lambda one: one.chapter)
    )


def _entry(user: User, indicator: Indicator, basis: Evidence) -> Entry:
    return Entry(
        key=indicator.key,
        title=gettext(indicator.title),
        description=gettext(indicator.description),
        reading=_reading(user, indicator, basis),
    )


def _reading(user: User, indicator: Indicator, basis: Evidence) -> presentation.Reading | None:
    try:
        figure = asking.one(indicator.key, evidence=basis, filters=_year_of(indicator, basis))
    except GaismaError:
        # The newest version may be older than the indicator: it has a page, and no number yet.
        if basis.number is None:
            raise
        return None
    return presentation.read(policies.shown(user, figure))


def matching(text: str) -> list[Indicator]:
    """The indicators in which every word of the text begins some word; all for an empty text."""
    words = plain(text).split()
    return [one for one in gathered("INDICATORS") if _fits(_words(one.key), words)]


def plain(text: str) -> str:
    """Small letters without marks above or below them: skolēni and skoleni are the same."""
    parts = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return "".join(letter if letter.isalnum() else " " for letter in bare)


def _fits(known: frozenset[str], words: list[str]) -> bool:
    return all(any(one.startswith(word) for one in known) for word in words)


@cache
def _words(key: str) -> frozenset[str]:
    """All words of an indicator's key, title, description and nouns, in every language."""
    indicator: Indicator = gathered("INDICATORS")[key]
    texts, nouns = [key], indicator.nouns
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            texts += [gettext(indicator.title), gettext(indicator.description)]
            texts += [agreement.noun(noun, many, language) for noun in nouns for many in (1, 5)]
    return frozenset(word for text in texts for word in plain(text).split())


def _year_of(indicator: Indicator, basis: Evidence) -> dict[str, str]:
    """The school year, or the year, of which the list tells."""
    filters = {}
    if "school_year" in indicator.parameters and indicator.unit != "loads":
        filters["school_year"] = basis.school_year
    if "year" in indicator.parameters:
        filters["year"] = basis.school_year[:4]
    return filters
