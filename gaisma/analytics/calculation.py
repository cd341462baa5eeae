"""From a question to SQL, and from an engine's rows to figures."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
"""Columns in which an earlier year follows an institution to its successor."""

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
    if question.before:
        compared = sql(_aggregated(question, rows(question.before, lake=lake)))
    text = "\n".join((engine, question.indicator.key, current, compared or ""))
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Compiled(question, dialect, current, compared, digest)


def rows(question: Question, *, lake: Lake) -> "ir.Table":
    """The rows behind the figure: the indicator's, at the moment, with the filters.

    A year that is followed to a later one has its institutions' successors of that year, except
    where institutions themselves are counted: they are counted as they were.
    """
    table = question.indicator.rows(lake, question.moment)
    if question.followed_to and question.indicator.subject != "unit":
        later = question.moment.in_school_year(question.followed_to)
        table = _followed(table, lake=lake, moment=later)
    return _filtered(question, table)


def _filtered(question: Question, table: "ir.Table") -> "ir.Table":
    import ibis

    chosen = {
        name: DIMENSIONS[name].chosen(table, values) for name, values in question.selection.items()
    }
    if counted := question.indicator.counted:
        table = table.mutate(counted=chosen.pop(counted, ibis.literal(value=True)))
    return table.filter(*chosen.values()) if chosen else table


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
    if measure.cases is not None:
        numbers["cases"] = _exact(measure.cases(table))
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
    """The figures of an engine's rows: values of dimensions, then what was counted.

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


@dataclass(frozen=True)
class Counted:
    """What an engine counted for one key; `is_told` unless there were too few cases."""

    numerator: Number = 0
    denominator: Number | None = None
    is_told: bool = True

    def value(self, unit: Unit) -> Number | Fraction | None:
        """The value, where it is told."""
        return value_of(self.numerator, self.denominator, unit=unit) if self.is_told else None


def _by_key(question: Question, lines: Iterable[tuple[Any, ...]]) -> dict[tuple[Any, ...], Counted]:
    width = len(question.by)
    return {line[:width]: _counted(question, line[width:]) for line in lines}


def _counted(question: Question, numbers: Sequence[Any] = ()) -> Counted:
    """The numbers of a key; without any, nothing was counted."""
    measure, left = question.indicator.measure, list(numbers)
    numerator = left.pop(0) or 0 if left else 0
    denominator = None
    if measure.denominator is not None:
        denominator = left.pop(0) or 0 if left else 0
    cases = left.pop(0) or 0 if left else 0
    return Counted(numerator, denominator, is_told=not 0 < cases < question.indicator.least)


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
    unit = question.indicator.unit
    now = counted or _counted(question)
    then = None if before is None else before.get(key) or _counted(question)
    if not (now.is_told and (then is None or then.is_told)):
        now, then = replace(now, is_told=False), then and replace(then, is_told=False)
    value, compared_value = now.value(unit), then.value(unit) if then else None
    return Figure(
        indicator=question.indicator.key,
        filters=question.filters,
        by=dict(zip(question.by, _codes(question, key, code_of), strict=True)),
        value=_change(value, compared_value) if question.indicator.compares else value,
        compared_value=compared_value,
        numerator=now.numerator if now.is_told else None,
        denominator=now.denominator if now.is_told else None,
        unit=unit.value,
        as_of=question.moment.as_of,
        lake_version=lake_version,
        definition=compiled.definition,
        suppressed=not now.is_told,
    )


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
