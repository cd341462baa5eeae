"""Finds indicators by words in any of the three languages."""

import unicodedata
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from gaisma.analytics.indicators import Indicator
from gaisma.base.registry import gathered
from gaisma.base.wording import agreement


def found(text: str) -> list[Indicator]:
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
