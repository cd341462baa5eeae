"""From a question to SQL."""

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.analytics.moments import Moment
from gaisma.analytics.questions import Question
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

FOLLOWED = ("unit", "institution", "institution_kind", "founder")
"""Columns in which an earlier year follows an institution to its successor."""


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
        return str(ibis.to_sql(in_one_way(expression), dialect=dialect))

    current = sql(_aggregated(question, rows(question, lake=lake)))
    compared = None
    if question.before:
        compared = sql(_aggregated(question, rows(question.before, lake=lake)))
    text = "\n".join((engine, question.indicator.key, current, compared or ""))
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Compiled(question, dialect, current, compared, digest)


def in_one_way(expression: "ir.Table") -> "ir.Table":
    """The expression as SQL that every process writes alike.

    Columns that are dropped are a set, named in the order of the process; those that stay have one.
    """
    from ibis.expr import operations as ops

    def kept(node: Any, changed: Any) -> Any:
        node = node.__recreate__(changed) if changed else node
        if isinstance(node, ops.DropColumns):
            return ops.Project(node.parent, node.values)
        return node

    return expression.op().replace(kept).to_expr()


def coverage(question: Question, *, lake: Lake, dialect: str) -> str:
    """The SQL of one row, or of none where nothing is recorded for the time of the question."""
    import ibis

    told = question.indicator.covered or question.indicator.rows
    table = told(lake, question.moment)
    chosen = [
        DIMENSIONS[name].chosen(table, values)
        for name, values in question.selection.items()
        if name in table.columns
    ]
    table = table.filter(*chosen) if chosen else table
    return str(ibis.to_sql(table.select(one=ibis.literal(1)).limit(1), dialect=dialect))


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
    if measure.totals is not None:
        numbers["totals"] = _exact(measure.totals(table))
    if not question.by:
        return table.aggregate(**numbers)
    keys = {f"by_{name}": table[name] for name in question.by}
    grouped = table.group_by(**keys).aggregate(**numbers)
    return grouped.order_by([ibis.asc(key, nulls_first=True) for key in keys])


def _exact(number: "ir.Value") -> "ir.Value":
    if number.type().is_decimal():
        return number
    return number.fill_null(0).cast("int64")
