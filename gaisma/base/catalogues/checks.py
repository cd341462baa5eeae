"""What is wrong with the catalogues, as sentences."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from gaisma.base.catalogues import files

USAGE = Path(__file__).with_name("usage.csv")
"""What is never written, as a pattern, and what is written instead."""

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*[^{}]*\}")


def problems(root: Path = files.PACKAGE) -> Iterator[str]:
    """One sentence for each message that is missing, fuzzy, obsolete, broken or said twice."""
    everywhere = files.homes(root)
    for home in everywhere:
        found = files.messages(home, everywhere)
        for language in files.LANGUAGES:
            file = files.catalogue_file(home, language)
            if not found and not file.exists():
                continue
            place = file.relative_to(root).as_posix()
            catalogue = files.read(file, language)
            for problem in _of_catalogue(catalogue, files.template_of(found)):
                yield f"{place}: {problem}"
            for problem in _of_usage(catalogue, language):
                yield f"{place}: {problem}"
    for language in files.LANGUAGES:
        yield from _said_differently(everywhere, language)


def _said_differently(homes: Iterable[Path], language: str) -> Iterator[str]:
    """Rooms share one catalogue when the program runs: the last would speak for the others."""
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for home in homes:
        for message in files.read(files.catalogue_file(home, language), language):
            if message.id and all(_translations(message)):
                words = " / ".join(_translations(message))
                said[(message.context or "", _name(message))].setdefault(words, home.name)
    for (_, name), rooms in sorted(said.items()):
        if len(rooms) > 1:
            told = ", ".join(f"{words!r} ({room})" for words, room in rooms.items())
            yield f"{language}: one message, several translations: {name}: {told}"


def _of_catalogue(catalogue: Catalog, template: Catalog) -> Iterator[str]:
    for message in template:
        if message.id:
            yield from _of_message(catalogue.get(message.id, message.context), message)
    for message in catalogue:
        if message.id and template.get(message.id, message.context) is None:
            yield f"obsolete, no longer in the code: {_name(message)}"


def _of_message(entry: Message | None, message: Message) -> Iterator[str]:
    if entry is None or not all(_translations(entry)):
        yield f"not translated: {_name(message)}"
    elif entry.fuzzy:
        yield f"fuzzy, not yet approved: {_name(message)}"
    else:
        allowed = {mark for text in _ids(message) for mark in PLACEHOLDER.findall(text)}
        for text in _translations(entry):
            marks = set(PLACEHOLDER.findall(text))
            if marks - allowed or (isinstance(message.id, str) and marks != allowed):
                yield f"other placeholders than the original: {_name(message)}"


def _of_usage(catalogue: Catalog, language: str) -> Iterator[str]:
    for message in catalogue:
        if message.id:
            for tongue, texts in ((language, _translations(message)), ("en", _ids(message))):
                for text in texts:
                    yield from misused(text, tongue)


def misused(text: str, language: str) -> Iterator[str]:
    """A sentence for each word or mark in the text that the language never writes so."""
    for never, instead in _usage(language):
        if found := never.search(text):
            yield f"{found[0]!r} is never written ({instead}): {text!r}"


@lru_cache
def _usage(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    with USAGE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["language"] == language]
    return tuple((re.compile(row["never"]), row["instead"]) for row in rows)


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _translations(entry: Message) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))


def _name(message: Message) -> str:
    return repr(_ids(message)[0])
