"""How names are found and put in order by the database: capitals apart, marks where wanted.

SQLite folds ASCII letters only and orders by code point: `Ābele` would come after `Zvirbule`.
"""

from typing import Any

from django.db.models import CharField, Func, Lookup

MARKED = {
    "a": "ā",
    "c": "č",
    "e": "ē",
    "g": "ģ",
    "i": "ī",
    "k": "ķ",
    "l": "ļ",
    "n": "ņ",
    "o": "ō",
    "r": "ŗ",
    "s": "š",
    "u": "ū",
    "z": "ž",
}
VOWELS = "aeiou"


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
    """A name as Latvian lists are ordered by it."""

    template = _ordered()


@CharField.register_lookup
class Named(Lookup):
    """`family_name__named="berz"`: the letters stand in the name, with or without marks."""

    lookup_name = "named"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, values = self.process_lhs(compiler, connection)
        letters = "".join(_letter(letter) for letter in str(self.rhs))
        if connection.vendor == "sqlite":
            return f"{left} GLOB %s", (*values, f"*{letters}*")
        return f"{left} ~ %s", (*values, letters)


def _letter(letter: str) -> str:
    small = letter.lower()
    if small.isalpha() and len(small) == 1:
        marked = MARKED.get(small, "")
        return f"[{small}{small.upper()}{marked}{marked.upper()}]"
    if letter in "[]^\\":
        return ""
    # Whatever a pattern would make of a sign, in brackets it stands for itself.
    return " " if letter.isspace() else f"[{letter}]"
