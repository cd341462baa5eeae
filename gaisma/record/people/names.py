"""How names are found by the database: capitals apart, marks where wanted."""

from typing import Any

from django.db.models import CharField, Lookup

from gaisma.base.sorting import MARKED


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
