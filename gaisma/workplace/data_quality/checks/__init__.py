"""What a check of data quality is, which finds rows that are likely wrong, and what is kept of it.

The page counts what each finds within a reader's reach, and leads to where it is mended.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

PERSON, GROUP, ORGANISATION = "person", "group", "organisation"
"""Whose page a finding opens."""
FOUND = {
    "subject": pl.String,
    "organisation": pl.Int64,
    "kind": pl.String,
    "target": pl.Int64,
    "name": pl.String,
}
"""Columns that every check gives: what is found (the same text for the same thing), at which
organisation, whose page mends it, and what it is called. A finding that concerns several
organisations has a row for each. Further columns are for the check's own sentence."""


@dataclass(frozen=True, eq=False)
class Round:
    """The day and the school year of one look at the data.

    `counters` tell for each table of the record how often it has changed; `shared` keeps what is
    read for this round only.
    """

    as_of: date
    school_year: str
    counters: Mapping[str, int] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)

    @property
    def starts_on(self) -> date:
        """The first day of the school year."""
        return date(int(self.school_year[:4]), 9, 1)

    @property
    def day(self) -> date:
        """The day on which places and posts are looked at: today, or when the year begins."""
        return max(self.as_of, self.starts_on)


@dataclass(frozen=True)
class Check:
    """One question to the data.

    `title` and `explanation` are message ids; `find` gives the columns of FOUND and its own;
    `says` makes a sentence of a row of them, in the reader's language. `tables` are those of the
    record by whose change counters the answer is kept; without any it is asked each time.
    """

    key: str
    title: str
    explanation: str
    permission: str
    find: Callable[[Round], pl.DataFrame]
    says: Callable[[Mapping[str, Any]], str]
    tables: tuple[str, ...] = ()
    order: int = 100


_kept: dict[str, tuple[tuple[Any, ...], pl.DataFrame]] = {}
"""What was read and found, as long as the record stands: by the change counters of its tables,
which actions and imports raise whenever they change one."""


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
