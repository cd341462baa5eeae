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
from django.db.models import (
    Case,
    CharField,
    Field,
    Func,
    Model,
    OrderBy,
    QuerySet,
    Value,
    When,
)

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
MARKED = dict(zip("acegiklnorsuz", "āčēģīķļņōŗšūž", strict=True))
MARKS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0327\u0328\u0304"
IN_TURN = {ord(mark): chr(place) for place, mark in enumerate(MARKS, start=1)}
"""The marks in the order of ICU: from acute, grave and breve to diaeresis and, last, macron."""

QUOTATION_MARKS = str.maketrans("", "", "'’\"“”„«»")


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
        letter, mark = decomposed[:1], decomposed[1:].translate(IN_TURN)
    if letter in alphabet:
        return (2, alphabet.index(letter)), mark
    if letter.isalpha():
        return (3, ord(letter)), mark
    return (0, SIGNS.index(letter) if letter in SIGNS else len(SIGNS) + ord(letter[:1] or " ")), ""


NUMBER, FURTHER = 0x3000, 0xE000
"""Where numbers and letters of other alphabets stand in what a database orders by."""

DIGITS = 12


@lru_cache(maxsize=65536)
def in_reading_order(name: str, language: str) -> str:
    """What to compare in place of the name, sign by sign, for the letters to be in their order."""
    return "".join(_sign(*place) for place in _key(name, language)[0])


def _sign(kind: int, value: int) -> str:
    if kind == 0:
        return (
            chr(0x100 + value) if value < len(SIGNS) else f"{chr(0x200)}{chr(value - len(SIGNS))}"
        )
    if kind == 1:
        return f"{chr(NUMBER)}{value:0{DIGITS}d}"
    return chr(NUMBER + 0x100 + value) if kind == 2 else chr(FURTHER + value % 0x1000)


def tell_of_order(connection: Any, **_given: Any) -> None:
    """Let SQLite order as pages do, which hold their rows themselves."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(
            "in_reading_order", 2, _in_reading_order, deterministic=True
        )


def _in_reading_order(name: str | None, language: str) -> str | None:
    return None if name is None else in_reading_order(name, language)


WRITTEN = (*range(0x20, 0x30), *range(0x3A, 0x250), *range(0x400, 0x460), *range(0x1E00, 0x1F00))
"""The signs that names are written with, but for digits, as numbers of Unicode; dashes beside."""


@lru_cache
def _translation(language: str) -> tuple[str, str]:
    """Signs, and what stands for each; quotation marks stand last and for nothing."""
    marks = {chr(mark) for mark in QUOTATION_MARKS}
    signs = [one for one in (*map(chr, WRITTEN), *"–—…№") if one not in marks]
    alphabet = ALPHABETS.get(language, ALPHABETS["lv"])
    places = [_sign(*_place(one.lower(), alphabet)[0])[:1] for one in signs]
    return "".join(signs) + "".join(sorted(marks)), "".join(places)


class ReadingOrder(Func):
    """A text as lists of a language are ordered by it, numbers by their size."""

    function = "in_reading_order"
    output_field = CharField()

    def __init__(self, name: Any, language: str) -> None:
        super().__init__(name, Value(language))

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:
        """By the letters' places alone, not by the collation that the database was made with."""
        name, language = self.get_source_expressions()
        sql, given = compiler.compile(name)
        zeros, number = "0" * (DIGITS - 1), chr(NUMBER)
        widened = f"regexp_replace({sql}, '([0-9]+)', '{number}{zeros}\\1', 'g')"
        cut = f"regexp_replace({widened}, '{number}[0-9]*([0-9]{{{DIGITS}}})', '{number}\\1', 'g')"
        return f'translate({cut}, %s, %s) COLLATE "C"', (*given, *_translation(language.value))


SHORT = 24
"""So many signs of a name are put in their places where an index serves the order."""

AHEAD = dict(zip(" _-–—,.(", "!#$&()*+", strict=True))
OF_OTHERS = [chr(code) for code in range(0xC0, 0x180)]


def _table(alphabet: str) -> tuple[str, str]:
    """Signs of people's names, and what stands for each; the first stands for the name's end."""
    signs, places = "~", " "
    for sign in (*AHEAD, *LATIN, *OF_OTHERS):
        letter = sign.lower()
        if letter not in alphabet:
            letter = unicodedata.normalize("NFD", letter)[:1]
        if sign in AHEAD or letter in alphabet:
            signs += sign
            places += AHEAD.get(sign) or chr(ord("A") + alphabet.index(letter))
    return signs, places


class InOrder(Func):
    """A person's name as Latvian lists are ordered by it, as an index can keep it.

    All that it needs stands in the text and is no parameter; replacing one letter after another
    the short stack of SQLite's parser would not bear.
    """

    signs, places = _table(LATVIAN)

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:
        """Each sign looked up by itself."""
        name, given = compiler.compile(self.get_source_expressions()[0])
        looked_up = (
            f"coalesce(nullif(substr('{self.places}', instr('{self.signs}', "
            f"substr(lower({name}), {number}, 1)), 1), ''), substr({name}, {number}, 1))"
            for number in range(1, SHORT + 1)
        )
        sql = f"{' || '.join(looked_up)} || substr({name}, {SHORT + 1})"
        return f"({sql})", tuple(given) * sql.count(name)

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:
        """By the letters' places alone, not by the collation that the database was made with."""
        name, given = compiler.compile(self.get_source_expressions()[0])
        capitals = LATIN.upper()
        known = dict(zip(self.signs[1:], self.places[1:], strict=True))
        signs = self.signs[1:] + capitals
        places = self.places[1:] + "".join(known[one.lower()] for one in capitals)
        return f"translate({name}, '{signs}', '{places}') COLLATE \"C\"", given


class InOrderElsewhere(InOrder):
    """A person's name as Russian and English lists are ordered by it: Č among the words with C."""

    signs, places = _table(LATIN)


OF_PEOPLE = ("family_name", "given_name")
"""Names that indexes hold in order, where rows of people themselves are ordered."""


def alphabetical(
    rows: QuerySet[Any], *, places: Mapping[str, Mapping[str, int]] | None = None
) -> QuerySet[Any]:
    """The rows in the order that they have, texts as lists of the reader's language have them.

    What this order leaves equal stands as it was written: an order that is left to the database
    would be another tomorrow, and another on the next page. `places` are those of the codes in a
    column, which readers know by their words.
    """
    keys = rows.query.order_by
    is_whole = "pk" in keys or "-pk" in keys or rows.query.values_select
    last = () if is_whole else ("pk",)
    return rows.order_by(*(_alphabetical(rows.model, key, places or {}) for key in keys), *last)


def _alphabetical(
    model: type[Model], key: Any, places: Mapping[str, Mapping[str, int]]
) -> str | OrderBy:
    if not isinstance(key, str):
        return key  # type: ignore[no-any-return]
    path = key.lstrip("-")
    if path in places:
        ordered: Any = Case(
            *(When(**{path: code}, then=place) for code, place in places[path].items()),
            default=len(places[path]),
        )
    elif isinstance(_field(model, path), CharField):
        ordered = in_order(path)
    else:
        return key
    return ordered.desc() if key.startswith("-") else ordered.asc()  # type: ignore[no-any-return]


def in_order(path: str) -> Func:
    """What the database is to order a text by, in the reader's language."""
    language = wording.language()
    if path in OF_PEOPLE:
        return InOrder(path) if language == "lv" else InOrderElsewhere(path)
    return ReadingOrder(path, language)


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
