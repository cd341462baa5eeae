"""One field at a time: required, of its type, in its list."""

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import (
    Findings,
    Wording,
    remark_odd_rows,
    tell_bad_rows,
    tolerant,
)
from gaisma.evidence.interop.oneroster import grades
from gaisma.evidence.interop.oneroster.binding import Column, Type, is_used

GUID = r"[0-9A-Za-z._/@-]{1,255}"
PATTERNS = {
    Type.GUID: rf"^{GUID}$",
    Type.GUIDS: rf"^{GUID}(, ?{GUID})*$",
    Type.YEAR: r"^[0-9]{4}$",
    Type.INTEGER: r"^-?[0-9]+$",
    Type.NUMBER: r"^-?[0-9]+(\.[0-9]+)?$",
    Type.USER_IDS: r"^\{[^{}:]+:[^{}]*\}(, ?\{[^{}:]+:[^{}]*\})*$",
}
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DAY_WITH_TIME = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00(:00(\.0+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?$"
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$"
LOOSE_MOMENT = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?$"
)


def check_fields(
    frame: pl.DataFrame, file: str, columns: tuple[Column, ...], findings: Findings, *, delta: bool
) -> None:
    """Hold every field of a file to the binding; `delta` files must say status and moment."""
    for column in columns:
        with tolerant(findings, used=is_used(file.removesuffix(".csv"), column.name)) as told:
            if column.required or (delta and column.demanded_in_delta):
                _check_presence(frame, file, column, told)
            check = CHECKS.get(column.type)
            if check and frame[column.name].null_count() < frame.height:
                check(frame, file, column, told)
    if not delta:
        _remark_life(frame, file, findings)


def _check_presence(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    tell_bad_rows(
        findings,
        file,
        frame,
        pl.col(column.name).is_null(),
        lambda _value: (
            _("A delta file must say this for every row.")
            if column.demanded_in_delta
            else _("The field must not be empty.")
        ),
        column=column.name,
    )


def _remark_life(frame: pl.DataFrame, file: str, findings: Findings) -> None:
    for name in ("status", "dateLastModified"):
        remark_odd_rows(
            findings,
            file,
            frame,
            pl.col(name).is_not_null(),
            lambda count: _("A bulk file leaves this empty (rows: %(count)s).") % {"count": count},
            name,
        )


def _check_pattern(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    tell_bad_rows(
        findings,
        file,
        frame,
        ~pl.col(column.name).str.contains(PATTERNS[column.type]),
        lambda _value: _expected(column.type),
        column=column.name,
    )


def _expected(kind: Type) -> str:
    return {
        Type.GUID: _("An identifier has 1 to 255 of the signs 0-9 A-Z a-z . - _ / @."),
        Type.GUIDS: _(
            "Identifiers, of the signs 0-9 A-Z a-z . - _ / @, must be separated by commas."
        ),
        Type.YEAR: _("A year must be written with four digits: 2025."),
        Type.INTEGER: _("A whole number is wanted: 10."),
        Type.NUMBER: _("A number with a decimal point is wanted: 8.5."),
        Type.USER_IDS: _("Identifiers must be written as {type:identifier}, separated by commas."),
    }[kind]


def _check_word(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    value = pl.col(column.name)
    good, alike = _in_list(value, column), _meant(value, column).is_in(column.values)
    tell_bad_rows(findings, file, frame, ~good & ~alike, _one_of(column), column=column.name)
    remark_odd_rows(
        findings,
        file,
        frame,
        ~good & alike,
        lambda count: (
            _("The binding's words have capital letters of their own (rows: %(count)s).")
            % {"count": count}
        ),
        column.name,
    )


def as_meant(frame: pl.DataFrame, columns: tuple[Column, ...]) -> pl.DataFrame:
    """The frame with the binding's words in the binding's letters."""
    words = [column for column in columns if column.type is Type.ENUMERATION]
    return frame.with_columns(_meant(pl.col(word.name), word) for word in words)


def _meant(value: pl.Expr, column: Column) -> pl.Expr:
    known = {word.lower(): word for word in column.values}
    return value.str.to_lowercase().replace_strict(known, default=value, return_dtype=pl.String)


def _check_words(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    words = pl.col(column.name).str.split(",")
    good = words.list.eval(_in_list(pl.element().str.strip_chars(), column)).list.all()
    tell_bad_rows(findings, file, frame, ~good, _one_of(column), column=column.name)


def _in_list(value: pl.Expr, column: Column) -> pl.Expr:
    known = value.is_in(column.values)
    return known | value.str.contains("^ext:.") if column.extensible else known


def _one_of(column: Column) -> Wording:
    values = ", ".join(column.values)

    return lambda _value: _("The value must be one of: %(values)s.") % {"values": values}


def _check_truth(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    value = pl.col(column.name)
    good = value.str.to_lowercase().is_in(["true", "false"])
    tell_bad_rows(
        findings,
        file,
        frame,
        ~good,
        lambda _value: _("The value must be true or false."),
        column=column.name,
    )
    remark_odd_rows(
        findings,
        file,
        frame,
        good & ~value.is_in(["true", "false"]),
        lambda count: (
            _("true and false are written in small letters (rows: %(count)s).") % {"count": count}
        ),
        column.name,
    )


def _check_date(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    value = pl.col(column.name)
    tell_bad_rows(
        findings,
        file,
        frame,
        value.is_not_null() & day(value).is_null(),
        lambda _value: _("A date must be written as 2024-09-01."),
        column=column.name,
    )
    remark_odd_rows(
        findings,
        file,
        frame,
        value.str.contains(DAY_WITH_TIME),
        lambda count: _("A date is written without a time (rows: %(count)s).") % {"count": count},
        column.name,
    )


def day(value: pl.Expr) -> pl.Expr:
    """A field as a day, with or without midnight behind it; null when it is none."""
    bare = value.str.replace(DAY_WITH_TIME, "$1")
    return pl.when(bare.str.contains(DAY)).then(bare).str.to_date("%Y-%m-%d", strict=False)


def moment_day(value: pl.Expr) -> pl.Expr:
    """The day of a moment; null when it is none."""
    return (
        pl.when(value.str.contains(LOOSE_MOMENT))
        .then(value.str.slice(0, 10))
        .str.to_date("%Y-%m-%d", strict=False)
    )


def _check_moment(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    value = pl.col(column.name)
    good = moment_day(value).is_not_null()
    tell_bad_rows(
        findings,
        file,
        frame,
        value.is_not_null() & ~good,
        lambda _value: _("A moment must be written as 2024-09-01T08:30:00.000Z."),
        column=column.name,
    )
    remark_odd_rows(
        findings,
        file,
        frame,
        good & ~value.str.contains(MOMENT),
        lambda count: (
            _("Moments are written as 2024-09-01T08:30:00.000Z (rows: %(count)s).")
            % {"count": count}
        ),
        column.name,
    )


def _check_grades(frame: pl.DataFrame, file: str, column: Column, findings: Findings) -> None:
    remark_odd_rows(
        findings,
        file,
        frame,
        grades.unknown(pl.col(column.name)),
        lambda count: (
            _("Grades are written as PR, PK, KG, 01 to 13 (rows: %(count)s).") % {"count": count}
        ),
        column.name,
    )


CHECKS = {
    **dict.fromkeys(PATTERNS, _check_pattern),
    Type.ENUMERATION: _check_word,
    Type.ENUMERATIONS: _check_words,
    Type.BOOLEAN: _check_truth,
    Type.DATE: _check_date,
    Type.MOMENT: _check_moment,
    Type.GRADES: _check_grades,
}
