"""The order in which names stand: that of the reader's language, and numbers by their size.

The orders of letters are those of ICU's collations for Latvian, Russian and English, which the
tests hold against ICU itself. Beyond them `6. skola` stands before `11. skola`, and quotation marks
count for nothing: a name is found by its letters, whichever marks it was written with.

A database orders by its own collation, another on each machine; it is told the letters' places.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Field, Func, Model, OrderBy, QuerySet

from gaisma.base import wording

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя".replace("ё", "")
LATVIAN = "aābcčdeēfgģhiyījkķlļmnņoōpqrŗsštuūvwxzž"
ALPHABETS: Mapping[str, str] = {
    "lv": LATVIAN + CYRILLIC,
    "ru": CYRILLIC + LATIN,
    "en": LATIN + CYRILLIC,
}
"""The letters that have a place of their own; any other stands with the one under its mark."""

SIGNS = " _-–—,;:!?.…()[]{}§@*/\\&#%`^+<=>|~$№"
QUOTATION_MARKS = str.maketrans("", "", "'’\"“”„«»")
MARKED = dict(zip("acegiklnorsuz", "āčēģīķļņōŗšūž", strict=True))


class _Named(Protocol):
    name: str


Row = TypeVar("Row", bound=_Named)
Key = tuple[tuple[tuple[int, int], ...], tuple[str, ...], tuple[bool, ...], str]


def natural(name: str, language: str = "") -> Key:
    """A key to sort names by, in the reader's language unless another is named."""
    return _key(name, language or wording.language())


def by_name(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows in the order of their names; those of one name as they were written."""
    return tuple(sorted(rows, key=lambda row: (natural(row.name), getattr(row, "pk", None) or 0)))


@lru_cache(maxsize=65536)
def _key(name: str, language: str) -> Key:
    """Letters first, then their marks, then capitals: as ICU compares."""
    text = unicodedata.normalize("NFC", name.translate(QUOTATION_MARKS))
    places, marks, capitals = [], [], []
    for word in re.findall(r"\d+|.", text, re.DOTALL):
        place, mark = _place(word.lower(), ALPHABETS.get(language, ALPHABETS["lv"]))
        places.append(place)
        marks.append(mark)
        capitals.append(word != word.lower())
    return tuple(places), tuple(marks), tuple(capitals), name


def _place(word: str, alphabet: str) -> tuple[tuple[int, int], str]:
    if word.isdecimal():
        return (1, int(word)), ""
    letter, mark = word, ""
    if letter not in alphabet:
        decomposed = unicodedata.normalize("NFD", word)
        letter, mark = decomposed[:1], decomposed[1:]
    if letter in alphabet:
        return (2, alphabet.index(letter)), mark
    if letter.isalpha():
        return (3, ord(letter)), mark
    return (0, SIGNS.index(letter) if letter in SIGNS else len(SIGNS) + ord(letter[:1] or " ")), ""


def _replaced(places: Mapping[str, str]) -> str:
    """SQL that maps a name to what it is ordered by.

    The letters stand in the text and are no parameters, so that an index can serve the order; more
    of them than Latvian has, the short stack of SQLite's parser would not bear.
    """
    sql = "lower(%(expressions)s)"
    for letter, place in places.items():
        for written in (letter, letter.upper()) if letter not in LATIN else letter:
            sql = f"replace({sql}, '{written}', '{place}')"
    return sql


IN_LATVIAN = {
    # Signs behind z: a letter of its own stands after every word of the letter before it.
    **{marked: f"{letter}{{" for letter, marked in MARKED.items() if letter != "i"},
    "y": "i{",
    "ī": "i|",
}
ELSEWHERE = {marked: letter for letter, marked in MARKED.items()}


class InOrder(Func):
    """A name as Latvian lists are ordered by it, in the database."""

    template = _replaced(IN_LATVIAN)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """By the letters' places alone, not by the collation that the database was made with."""
        template = self.template.replace("%(expressions)s", '%(expressions)s COLLATE "C"')
        return self.as_sql(compiler, connection, template=template, **context)


class InOrderElsewhere(InOrder):
    """A name as Russian and English lists are ordered by it: Č among the words with C."""

    template = _replaced(ELSEWHERE)


def alphabetical(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows in the order that they have, texts as lists of the reader's language have them.

    What this order leaves equal stands as it was written: an order that is left to the database
    would be another tomorrow, and another on the next page.
    """
    keys = rows.query.order_by
    is_whole = "pk" in keys or "-pk" in keys or rows.query.values_select
    last = () if is_whole else ("pk",)
    return rows.order_by(*(_alphabetical(rows.model, key) for key in keys), *last)


def _alphabetical(model: type[Model], key: Any) -> str | OrderBy:
    if not isinstance(key, str) or not isinstance(_field(model, key.lstrip("-")), CharField):
        return key  # type: ignore[no-any-return]
    order = InOrder if wording.language() == "lv" else InOrderElsewhere
    name = order(key.lstrip("-"))
    return name.desc() if key.startswith("-") else name.asc()


def _field(model: type[Model], path: str) -> Field[Any, Any] | None:
    """The field at the end of a path; None where it is none, such as a number that was counted."""
    found: Any = None
    for name in path.split("__"):
        try:
            found = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = found.related_model or model
    return found  # type: ignore[no-any-return]
