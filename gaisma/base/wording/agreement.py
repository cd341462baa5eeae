"""Nouns and numerals that agree with a number: 21 bērns, 11 bērni; 2 группы, 5 групп.

The forms stand in `nouns.csv` and `numerals.csv`. A case is named by its use: `count` (206
groups), `by` (by 12 groups fewer), `in` (in 206 groups), `of` (of 206 groups).
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from gaisma.base.wording.numbers import SPACE, locale_of, number, plain

HERE = Path(__file__).parent
CASES = ("count", "by", "in", "of")


@dataclass(frozen=True)
class Forms:
    """The forms of a noun in one language and case."""

    one: str
    few: str
    many: str

    def fitting(self, category: str) -> str:
        """The form for a plural category of the Unicode rules."""
        return {"one": self.one, "few": self.few}.get(category, self.many)


@lru_cache
def _rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@lru_cache
def _nouns() -> dict[tuple[str, str, str], Forms]:
    return {
        (row["noun"], row["language"], row["case"]): Forms(
            row["one"], row["few"] or row["many"], row["many"]
        )
        for row in _rows("nouns.csv")
    }


@lru_cache
def _genders() -> dict[tuple[str, str], str]:
    return {(row["noun"], row["language"]): row["gender"] for row in _rows("nouns.csv")}


@lru_cache
def _numerals() -> dict[tuple[str, str, str], list[str]]:
    return {
        (row["language"], row["gender"], row["case"]): [row[str(n)] for n in range(1, 11)]
        for row in _rows("numerals.csv")
    }


def nouns() -> list[str]:
    """The names of all nouns, in the order of the file."""
    return list(dict.fromkeys(name for name, _, _ in _nouns()))


def category(value: int | Decimal, language: str) -> str:
    """The plural category of a number; a fraction is always of the other ones.

    Unicode counts 10,601 with one, as Latvian says "viena tūkstošdaļa"; it is written "10,601
    likmes".
    """
    chosen = abs(plain(value))
    if not _is_whole(chosen):
        return "other"
    if language == "lv":
        return "one" if chosen % 10 == 1 and chosen % 100 != 11 else "other"
    return str(locale_of(language).plural_form(chosen))


def _is_whole(value: int | Decimal) -> bool:
    return value == int(value)


def noun(name: str, value: int | Decimal, language: str, *, case: str = "count") -> str:
    """The noun in the form that agrees with the number."""
    if language == "lv" and value == 0 and case == "count":
        return _nouns()[name, language, "of"].many  # 0 bērnu
    if language == "ru" and not _is_whole(value):
        return _nouns()[name, language, "of"].one  # 10,6 ставки, whatever the sentence asks for
    key = (name, language, case if (name, language, case) in _nouns() else "count")
    return _nouns()[key].fitting(category(value, language))


def counted(name: str, value: int | Decimal, language: str, *, case: str = "count") -> str:
    """The number with its noun: 3 770 bērni."""
    return f"{number(value, language)}{SPACE}{noun(name, value, language, case=case)}"


def spelled(name: str, value: int | Decimal, language: str, *, case: str = "count") -> str:
    """A number up to ten as a word of the noun's gender, any other in digits."""
    if not _is_whole(value) or not 1 <= value <= 10:
        return number(value, language)
    gender = _genders()[name, language]
    found = _numerals().get((language, gender, case)) or _numerals()[language, gender, "count"]
    return found[int(value) - 1]
