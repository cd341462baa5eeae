"""English that is left on a page in another language: texts that a catalogue could have said."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tests.installations import PROJECT

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
LETTERS = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """What must not be read on a page: whole texts, and texts around placeholders."""

    texts: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]

    def left(self, texts: Iterable[str]) -> list[str]:
        """Those of the texts that are still English."""
        plain = {" ".join(text.split()) for text in texts}
        return sorted(text for text in plain if text in self.texts or self._fits(text))

    @cache  # noqa: B019 - there are two catalogues, and most texts stand on every page
    def _fits(self, text: str) -> bool:
        return any(pattern.fullmatch(text) for pattern in self.patterns)


@cache
def catalogue(language: str) -> Catalogue:
    """The English message ids that the language says in other words."""
    told = {" ".join(text.split()) for text in _told_otherwise(language)}
    patterned = {text for text in told if PLACEHOLDER.search(text)}
    worth = [text for text in patterned if len(LETTERS.findall(PLACEHOLDER.sub(" ", text))) > 1]
    return Catalogue(frozenset(told - patterned), tuple(_pattern(text) for text in worth))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".+?".join(re.escape(part) for part in PLACEHOLDER.split(text)))


def _told_otherwise(language: str) -> set[str]:
    messages = [message for message in _messages(language) if any(_forms(message.string))]
    ids = {form for message in messages for form in _forms(message.id)}
    # What the language says itself is not English, be it spelled alike: “Instruments” is Latvian.
    return ids - {form for message in messages for form in _forms(message.string)} - {""}


def _messages(language: str) -> Iterable[Message]:
    for file in PROJECT.glob(f"gaisma/**/locale/{language}/LC_MESSAGES/django.po"):
        with file.open("rb") as stream:
            yield from read_po(stream, locale=language)


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
