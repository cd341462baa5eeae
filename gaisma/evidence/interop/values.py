"""Cells to values, column by column: each type's forms, and what to say of other ones.

A parser is an expression that gives null where the text has no such form; the words of closed
lists are looked up once for each different text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import UnknownTerm, Vocabulary, folded
from gaisma.base.personal_codes import InvalidPersonalCode, checked
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.titles import word

ISO_DAY = r"^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00)?(?:\.0+)?)?$"
LATVIAN_DAY = r"^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\.?$"
YEAR_FIRST_DAY = r"^(\d{4})[./](\d{1,2})[./](\d{1,2})\.?$"
EXCEL_DAY = r"^([1-7]\d{4})(?:\.0+)?$"
EXCEL_EPOCH = date(1899, 12, 30)
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)
LINE_BREAK = r"[\n\r\x{b}\x{c}\x{85}\x{2028}\x{2029}]"
INTEGER = r"^(\d{1,9})(?:[.,]0+)?$"
DECIMAL = r"^-?\d{1,9}(?:[.,]\d{1,20})?$"
SCHOOL_YEAR = r"^(\d{4})\.?\s?[/\-–]\s?(?:(\d{4})|(\d{2}))\.?(?:\s?(?:m\.\s?g\.|mācību gads|g\.))?$"
TRUE = frozenset({"yes", "y", "true", "1", "jā", "ja", "ir", "да", "истина", "patiess", "x"})
FALSE = frozenset({"no", "n", "false", "0", "nē", "ne", "nav", "нет", "ложь", "aplams"})


@dataclass(frozen=True)
class Parsed:
    """The values, null where a text has no such form; `odd` marks texts worth a note."""

    values: pl.Series
    complaint: Callable[[str], str]
    odd: pl.Series | None = None
    habit: str = ""


def parsed(column: Column, texts: pl.Series, *, today: date) -> Parsed:
    """The texts as values of the column's type; institutions stay texts until they are found."""
    parser = PARSERS.get(column.type)
    if parser is None:
        return Parsed(texts, str)
    return parser(column, texts, today)


def _dates(_column: Column, texts: pl.Series, _today: date) -> Parsed:
    text = pl.col("text")
    iso = text.str.extract(ISO_DAY).str.to_date("%Y-%m-%d", strict=False)
    latvian = _day(text, LATVIAN_DAY, year=3, month=2, day=1)
    year_first = _day(text, YEAR_FIRST_DAY, year=1, month=2, day=3)
    days = text.str.extract(EXCEL_DAY).cast(pl.Int64, strict=False)
    serial = pl.lit(EXCEL_EPOCH) + pl.duration(days=days)
    day = pl.coalesce(iso, latvian, year_first, serial)
    found = _table(texts).select(
        pl.when(day.is_between(EARLIEST, LATEST)).then(day).alias("day"),
        (iso.is_null() & day.is_not_null()).alias("odd"),
    )
    return Parsed(
        found["day"],
        lambda text: (
            _("“%(value)s” is not a date: write 2024-09-01 or 01.09.2024.") % {"value": text}
        ),
        found["odd"],
        _("Dates such as %(value)s were read as day, month, year or as Excel's day numbers."),
    )


def _day(text: pl.Expr, pattern: str, *, year: int, month: int, day: int) -> pl.Expr:
    parts = [text.str.extract(pattern, group) for group in (year, month, day)]
    padded = [parts[0], *(part.str.zfill(2) for part in parts[1:])]
    return pl.concat_str(padded, separator="-").str.to_date("%Y-%m-%d", strict=False)


def _integers(_column: Column, texts: pl.Series, _today: date) -> Parsed:
    return Parsed(
        texts.str.extract(INTEGER).cast(pl.Int64, strict=False),
        lambda text: _("“%(value)s” is not a whole number: write it in digits.") % {"value": text},
    )


def _decimals(column: Column, texts: pl.Series, _today: date) -> Parsed:
    places = column.decimal_places
    number = pl.col("text").str.replace_all(" ", "")
    value = (
        pl.when(number.str.contains(DECIMAL))
        .then(number.str.replace(",", "."))
        .cast(pl.Float64, strict=False)
    )
    rounded = value.round(places)
    # Excel keeps 0.1 + 0.2 as 0.30000000000000004; that is no third of a post.
    exact = (value - rounded).abs() < 1e-9 if column.name == "load" else value.is_not_null()
    allowed = _range(column.name)
    found = _table(texts).select(
        pl.when(exact & rounded.is_between(*allowed))
        .then(rounded)
        .cast(pl.Decimal(9 + places, places))
        .alias("value"),
        (number.str.contains(",", literal=True) & value.is_not_null()).alias("odd"),
    )
    return Parsed(
        found["value"],
        lambda text: (
            _(
                "“%(value)s” is not a number from %(least)s to %(most)s with at most %(places)s "
                "decimals: write 0.750 or 0,750."
            )
            % {"value": text, "least": allowed[0], "most": allowed[1], "places": places}
        ),
        found["odd"],
        _("Decimal commas such as %(value)s were read as decimal points."),
    )


def _range(name: str) -> tuple[int, int]:
    return {"latitude": (-90, 90), "longitude": (-180, 180)}.get(name, (0, 999))


def _booleans(_column: Column, texts: pl.Series, _today: date) -> Parsed:
    words = dict.fromkeys(TRUE, True) | dict.fromkeys(FALSE, False)
    return Parsed(
        looked_up(texts, lambda text: words.get(folded(text)), pl.Boolean),
        lambda text: _("“%(value)s” is neither yes nor no: write yes or no.") % {"value": text},
    )


def _codes(column: Column, texts: pl.Series, _today: date) -> Parsed:
    words = column.vocabulary
    if words is None:
        return Parsed(texts, str)
    return Parsed(
        looked_up(texts, lambda text: code(words, text), pl.String),
        lambda text: unknown_code(words, text),
    )


def code(words: Vocabulary, text: str) -> str | None:
    try:
        code = words.code_of(text)
    except UnknownTerm:
        return None
    return code if code in words.codes else None


def unknown_code(words: Vocabulary, text: str) -> str:
    """What to say of a word that the list does not hold, in the reader's language."""
    titles = {folded(word(words, code)): word(words, code) for code in words.codes}
    near = get_close_matches(folded(text), list(titles), n=1, cutoff=0.6)
    known = ", ".join(titles.values())
    if near:
        return _("“%(value)s” is not known; was “%(near)s” meant? Known are: %(known)s.") % {
            "value": text,
            "near": titles[near[0]],
            "known": known,
        }
    return _("“%(value)s” is not known. Known are: %(known)s.") % {"value": text, "known": known}


def _lists(column: Column, texts: pl.Series, _today: date) -> Parsed:
    words = column.vocabulary

    def items(text: str) -> list[str] | None:
        parts = [part.strip() for part in text.split("|")]
        found = [code(words, part) if words else part for part in parts if part]
        return None if None in found else [part for part in found if part]

    def complaint(text: str) -> str:
        bad = next(part.strip() for part in text.split("|") if words and not code(words, part))
        return unknown_code(words, bad) if words else text

    return Parsed(looked_up(texts, items, pl.List(pl.String)), complaint)


def _school_years(_column: Column, texts: pl.Series, _today: date) -> Parsed:
    text = pl.col("text")
    first = text.str.extract(SCHOOL_YEAR, 1)
    second = pl.coalesce(
        text.str.extract(SCHOOL_YEAR, 2), first.str.slice(0, 2) + text.str.extract(SCHOOL_YEAR, 3)
    )
    follows = second.cast(pl.Int64, strict=False) == first.cast(pl.Int64, strict=False) + 1
    sensible = first.cast(pl.Int64, strict=False).is_between(1900, 2100)
    name = pl.when(follows & sensible).then(pl.concat_str([first, second], separator="/"))
    return Parsed(
        _table(texts).select(name.alias("name"))["name"],
        lambda text: _("“%(value)s” is not a school year: write 2024/2025.") % {"value": text},
    )


def _personal_codes(_column: Column, texts: pl.Series, today: date) -> Parsed:
    def digits(text: str) -> str | None:
        try:
            return checked(text, today=today)
        except InvalidPersonalCode:
            return None

    def complaint(text: str) -> str:
        try:
            checked(text, today=today)
        except InvalidPersonalCode as error:
            return _wrong_personal_code(error.code)
        return text

    return Parsed(looked_up(texts, digits, pl.String), complaint)


def _wrong_personal_code(code: str) -> str:
    wrong = {
        "form": _("A personal code has eleven digits, with or without a dash after six."),
        "date": _("This personal code begins with a date that does not exist."),
        "future": _("This personal code begins with a date of birth after today."),
        "check_digit": _("The last digit of this personal code does not fit the others."),
    }
    return wrong.get(code, wrong["form"])


def looked_up(texts: pl.Series, of: Callable[[str], Any], dtype: Any) -> pl.Series:
    """Each different text is asked for once."""
    different = texts.unique().drop_nulls()
    table: Mapping[str, Any] = {text: of(text) for text in different}
    answers = pl.DataFrame(
        {"text": list(table), "value": pl.Series(list(table.values()), dtype=dtype)},
        schema={"text": pl.String, "value": dtype},
    )
    return _table(texts).join(answers, on="text", how="left", maintain_order="left")["value"]


def _table(texts: pl.Series) -> pl.DataFrame:
    return pl.DataFrame({"text": texts}, schema={"text": pl.String})


def _lines(_column: Column, texts: pl.Series, _today: date) -> Parsed:
    found = _table(texts).select(
        pl.when(~pl.col("text").str.contains(LINE_BREAK)).then(pl.col("text")).alias("text")
    )
    return Parsed(
        found["text"],
        lambda text: (
            _("“%(value)s” has a line break within: write it in one line.")
            % {"value": " ".join(text.split())}
        ),
    )


PARSERS: dict[str, Callable[[Column, pl.Series, date], Parsed]] = {
    "text": _lines,
    "date": _dates,
    "integer": _integers,
    "decimal": _decimals,
    "boolean": _booleans,
    "code": _codes,
    "role": _codes,
    "language": _codes,
    "list": _lists,
    "school_year": _school_years,
    "personal_code": _personal_codes,
}
