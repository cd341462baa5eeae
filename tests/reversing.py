"""Rows come in the reverse of the order in which they were written, where a query leaves it open.

A query without an order, or whose order leaves rows equal, is answered as the database likes: often
oldest first, until one day not. Whoever shows or keeps such rows fails here on every day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models.expressions import OrderBy
from django.db.models.sql.compiler import SQLCompiler

_ordered = SQLCompiler.get_order_by
_combined = SQLCompiler.get_combinator_sql


def reverse_what_is_left_open() -> None:
    """Let every query of whole rows end its order with the newest row first."""
    SQLCompiler.get_order_by = _to_the_end  # type: ignore[method-assign]
    SQLCompiler.get_combinator_sql = _parts_without_order  # type: ignore[method-assign]


def _parts_without_order(compiler: SQLCompiler, combinator: str, all: bool) -> Any:  # noqa: A002
    # Queries that are united may have no order of their own.
    order, SQLCompiler.get_order_by = SQLCompiler.get_order_by, _ordered  # type: ignore[method-assign]
    try:
        return _combined(compiler, combinator, all)
    finally:
        SQLCompiler.get_order_by = order  # type: ignore[method-assign]


@contextmanager
def as_written() -> Iterator[None]:
    """Within, rows come as the database likes, which is mostly as they were written."""
    SQLCompiler.get_order_by = _ordered  # type: ignore[method-assign]
    _switch("OFF")
    try:
        yield
    finally:
        _switch("ON")
        reverse_what_is_left_open()


def _switch(state: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA reverse_unordered_selects={state}")


def _to_the_end(compiler: SQLCompiler) -> list[Any]:
    found: list[Any] = _ordered(compiler)
    query = compiler.query
    counts = any(each.contains_aggregate for each in query.annotation_select.values())
    grouped = query.combinator or query.distinct or query.group_by is not None or counts
    if query.model is None or grouped or query.subquery or not query.alias_map:
        return found
    last = OrderBy(query.model._meta.pk.get_col(query.get_initial_alias()), descending=True)
    return [*found, (last, (*compiler.compile(last), False))]
