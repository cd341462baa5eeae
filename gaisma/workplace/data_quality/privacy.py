"""What this room holds about persons."""

from collections.abc import Callable
from typing import Any

import polars as pl
from django.utils.translation import gettext_noop

from gaisma.record.people.privacy import INSTITUTION, TECHNICAL, PersonalTable, Purpose
from gaisma.workplace.data_quality.checks import Round

PERSONAL_DATA = [
    PersonalTable(
        "data_quality.Judgement",
        title=gettext_noop("Data that were checked"),
        purpose=Purpose.IDENTITY,
        kept="person",
        owners=("person_id", "other_id"),
        columns={
            "id": TECHNICAL,
            "check_key": gettext_noop("Check"),
            "subject": TECHNICAL,
            "person_id": TECHNICAL,
            "other_id": TECHNICAL,
            "institution_id": INSTITUTION,
            "note": gettext_noop("Why it is right"),
            "by_id": TECHNICAL,
            "at": gettext_noop("When"),
        },
    )
]


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
