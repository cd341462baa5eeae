"""From a question to SQL, and from an engine's rows to figures."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gaisma.analytics.dimensions import DIMENSIONS, Shape
from gaisma.analytics.indicators import Unit
from gaisma.analytics.moments import Moment
from gaisma.analytics.questions import Question
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

FOLLOWED = ("unit", "institution", "institution_kind", "founder")
"""Columns in which a comparison follows an institution to its successor."""

Number = int | Decimal


@dataclass(frozen=True)
class Figure:
    """A number that is said, with everything that it takes to compute it again.

    `value` is unrounded and empty when it is undefined or suppressed; a share is in percent.
    """

    indicator: str
    filters: Mapping[str, str]
    by: Mapping[str, str]
    value: Number | Fraction | None
    compared_value: Number | Fraction | None
    numerator: Number | None
    denominator: Number | None
    unit: str
    as_of: date
    lake_version: int
    definition: str
    suppressed: bool = False


@dataclass(frozen=True)
class Compiled:
    """A question as SQL of one engine: the state that is asked, and the one it is compared with."""

    question: Question
    dialect: str
    current: str
    compared: str | None
    definition: str = field(default="")


def compiled(question: Question, *, lake: Lake, dialect: str, engine: str) -> Compiled:
    """The SQL of the question, from unbound tables; the definition hashes it with the engine.

    `engine` names the engine and its version, because they are part of what was computed.
    """
    import ibis

    def sql(expression: "ir.Table") -> str:
        return str(ibis.to_sql(expression, dialect=dialect))

    current = sql(_aggregated(question, rows(question, lake=lake)))
    compared = None
    if question.compared_with:
        compared = sql(_aggregated(question, compared_rows(question, lake=lake)))
    text = "\n".join((engine, question.indicator.key, current, compared or ""))
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Compiled(question, dialect, current, compared, digest)


def rows(question: Question, *, lake: Lake) -> "ir.Table":
    """The rows behind the figure: the indicator's, at the moment, with the filters."""
    return _filtered(question, question.indicator.rows(lake, question.moment))


def compared_rows(question: Question, *, lake: Lake) -> "ir.Table":
    """The rows of the year compared with, their institutions followed to their successors."""
    moment = question.moment.in_school_year(question.compared_with or "")
    before = question.indicator.rows(lake, moment)
    return _filtered(question, _followed(before, lake=lake, moment=question.moment))


def _filtered(question: Question, table: "ir.Table") -> "ir.Table":
    chosen = [DIMENSIONS[name].chosen(table, values) for name, values in question.selection.items()]
    return table.filter(*chosen) if chosen else table


def _followed(table: "ir.Table", *, lake: Lake, moment: Moment) -> "ir.Table":
    if "unit" not in table.columns:
        return table
    held = moment.holding(lake.successions)
    successions = held.select(
        predecessor=held.unit, **{f"new_{name}": held[f"successor_{name}"] for name in FOLLOWED}
    )
    joined = table.left_join(successions, table.unit == successions.predecessor)
    moved = {
        name: joined[f"new_{name}"].coalesce(joined[name])
        for name in FOLLOWED
        if name in table.columns
    }
    return joined.mutate(**moved).select(*table.columns)


def _aggregated(question: Question, table: "ir.Table") -> "ir.Table":
    import ibis

    measure = question.indicator.measure
    for name in question.by:
        table = DIMENSIONS[name].spread(table)
    numbers = {"numerator": _exact(measure.numerator(table))}
    if measure.denominator is not None:
        numbers["denominator"] = _exact(measure.denominator(table))
    if not question.by:
        return table.aggregate(**numbers)
    keys = {f"by_{name}": table[name] for name in question.by}
    grouped = table.group_by(**keys).aggregate(**numbers)
    return grouped.order_by([ibis.asc(key, nulls_first=True) for key in keys])


def _exact(number: "ir.Value") -> "ir.Value":
    if number.type().is_decimal():
        return number
    return number.fill_null(0).cast("int64")


def figures(
    compiled: Compiled,
    *,
    current: Iterable[tuple[Any, ...]],
    compared: Iterable[tuple[Any, ...]] | None,
    lake_version: int,
    code_of: Mapping[int, str],
) -> list[Figure]:
    """The figures of an engine's rows: dimension values, numerator, and denominator of a share.

    `code_of` gives the code of an institution's id. Every key of either year has a figure.
    """
    question = compiled.question
    now = _by_key(question, current)
    before = _by_key(question, compared) if compared is not None else None
    keys = sorted({*now, *(before or ())}, key=_in_order)
    if not question.by:
        keys = [()]
    return [
        _figure(compiled, key, now.get(key), before, lake_version=lake_version, code_of=code_of)
        for key in keys
    ]


Counted = tuple[Number | None, Number | None]


def _by_key(question: Question, lines: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], Counted]:
    width = len(question.by)
    return {
        line[:width]: (line[width], line[width + 1] if len(line) > width + 1 else None)
        for line in lines
    }


def _in_order(key: Sequence[Any]) -> tuple[tuple[bool, Any], ...]:
    return tuple((part is not None, part if part is not None else 0) for part in key)


def _figure(
    compiled: Compiled,
    key: tuple[Any, ...],
    counted: Counted | None,
    before: Mapping[tuple[Any, ...], Counted] | None,
    *,
    lake_version: int,
    code_of: Mapping[int, str],
) -> Figure:
    question = compiled.question
    numerator, denominator = _numbers(question, counted)
    value = value_of(numerator, denominator, unit=question.indicator.unit)
    compared_value = None
    if before is not None:
        compared_value = value_of(
            *_numbers(question, before.get(key)), unit=question.indicator.unit
        )
    return Figure(
        indicator=question.indicator.key,
        filters=question.filters,
        by=dict(zip(question.by, _codes(question, key, code_of), strict=True)),
        value=_change(value, compared_value) if question.indicator.compares else value,
        compared_value=compared_value,
        numerator=numerator,
        denominator=denominator,
        unit=question.indicator.unit.value,
        as_of=question.moment.as_of,
        lake_version=lake_version,
        definition=compiled.definition,
    )


def _numbers(question: Question, counted: Counted | None) -> Counted:
    share = question.indicator.measure.denominator is not None
    numerator, denominator = counted or (0, 0)
    return numerator if numerator is not None else 0, (denominator or 0) if share else None


def value_of(
    numerator: Number | None, denominator: Number | None, *, unit: Unit
) -> Number | Fraction | None:
    """The one place where a value is computed: a number as it is, a share in percent.

    A share of nothing is undefined.
    """
    if unit is not Unit.PERCENT:
        return numerator
    if not denominator or numerator is None:
        return None
    return Fraction(numerator) * 100 / Fraction(denominator)


def _change(
    value: Number | Fraction | None, before: Number | Fraction | None
) -> Number | Fraction | None:
    if value is None or before is None:
        return None
    if isinstance(value, Fraction) or isinstance(before, Fraction):
        return Fraction(value) - Fraction(before)
    return value - before


def _codes(question: Question, key: tuple[Any, ...], code_of: Mapping[int, str]) -> list[str]:
    return [_code(name, part, code_of) for name, part in zip(question.by, key, strict=True)]


def _code(name: str, part: Any, code_of: Mapping[int, str]) -> str:
    if part is None:
        return ""
    if DIMENSIONS[name].shape is Shape.INSTITUTION:
        return code_of.get(part, str(part))
    return str(part)
