"""The order in which names stand: Latvian letters in their places, numbers by their size.

A database knows no numbers in names; and SQLite folds ASCII letters only and orders by code point:
`Ābele` would come after `Zvirbule`.
"""

import re
import unicodedata
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Field, Func, Model, OrderBy, QuerySet

ALPHABET = "aābcčdeēfgģhiījkķlļmnņoōpqrŗsštuūvwxyzž"
MARKED = dict(zip("acegiklnorsuz", "āčēģīķļņōŗšūž", strict=True))
VOWELS = "aeiou"
SAME_PLACE = str.maketrans({MARKED[vowel]: vowel for vowel in VOWELS})
"""A long vowel stands with its short one; it comes after only where all else is the same."""


def natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """A key to sort names by: 6. skola before 11. skola, Ķ after K; quotation marks count last."""
    text = unicodedata.normalize("NFC", name).casefold()
    words = re.findall(r"\d+|\w", text)
    return [_place(word) for word in words], text


def _place(word: str) -> tuple[int, int, str]:
    if word.isdigit():
        return 0, int(word), ""
    letter = word.translate(SAME_PLACE)
    if letter not in ALPHABET:
        # A foreign letter stands with the one under its mark; another script comes last.
        letter = unicodedata.normalize("NFD", letter)[0]
    place = ALPHABET.find(letter)
    return 1, place if place >= 0 else len(ALPHABET), letter


def _ordered() -> str:
    """SQL that maps a name to what it is ordered by: a long vowel as the short, Č after every C.

    The letters stand in the text and are no parameters, so that an index can serve the order.
    """
    sql = "lower(%(expressions)s)"
    for plain, marked in MARKED.items():
        place = plain if plain in VOWELS else f"{plain}zz"
        for letter in (marked, marked.upper()):
            sql = f"replace({sql}, '{letter}', '{place}')"
    return sql


class InOrder(Func):
    """A name as Latvian lists are ordered by it, in the database."""

    template = _ordered()


def alphabetical(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows in the order that they have, texts as Latvian lists are ordered by them."""
    return rows.order_by(*(_alphabetical(rows.model, key) for key in rows.query.order_by))


def _alphabetical(model: type[Model], key: Any) -> str | OrderBy:
    if not isinstance(key, str) or not isinstance(_field(model, key.lstrip("-")), CharField):
        return key  # type: ignore[no-any-return]
    name = InOrder(key.lstrip("-"))
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
