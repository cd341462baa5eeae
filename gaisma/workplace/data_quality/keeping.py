"""Keeps what was read and found as long as the record stands: by the change counters of tables.

Actions and imports raise the counter of a table whenever they change it.
"""

from collections.abc import Callable
from typing import Any

import polars as pl

from gaisma.workplace.data_quality.checks.declared import Round

_kept: dict[str, tuple[tuple[Any, ...], pl.DataFrame]] = {}


def kept(
    key: str, round_: Round, tables: tuple[str, ...], make: Callable[[], pl.DataFrame]
) -> pl.DataFrame:
    """What is made of these tables, made anew after one of them has changed.

    Of tables that nothing has counted yet it is kept for the round only.
    """
    seen = tuple(round_.counters.get(table, 0) for table in tables)
    known = _kept if any(seen) else round_.shared
    state = (round_.as_of, round_.school_year, seen)
    before = known.get(key)
    if before is None or before[0] != state:
        before = known[key] = (state, make())
    return before[1]


def forget() -> None:
    """Make everything anew; tests do, whose records come and go without counters."""
    _kept.clear()
