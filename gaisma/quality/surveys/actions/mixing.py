"""Answers are shuffled, so that nothing remembers in which order they came.

PostgreSQL tells for each row which transaction wrote it and where it lies, SQLite numbers rows as
they come, and whoever knows in what order people used their codes could lay the two beside each
other. So answers are written anew, many in one transaction, under other numbers and in another
order.
"""

import json
from itertools import count
from secrets import SystemRandom
from typing import Any

import polars as pl
from django.db import transaction

from gaisma.base import bulk
from gaisma.quality.surveys.models import Response, random_number

TOGETHER = 32
"""So many answers are shuffled at once; fewer than so many may lie as they came."""
SELDOM = 8
"""With one in so many answers a process looks whether there are enough: looking takes time."""
KEPT = ("institution_id", "given_on", "answers")
_taken = count(1)


def now_and_then(part_id: int) -> None:
    """Shuffle what lies as it came, and do not look at every answer whether there is enough."""
    if next(_taken) % SELDOM == 0:
        mix(part_id)


def mix(part_id: int, *, least: int = TOGETHER) -> int:
    """Shuffle the answers of a part that lie as they came, when there are enough of them.

    Answers how many were shuffled.
    """
    waiting = Response.objects.filter(part_id=part_id, is_mixed=False)
    if waiting.count() < least:
        return 0
    with transaction.atomic():
        # Who comes second finds the rows locked, and leaves them to the first.
        rows = list(waiting.select_for_update(skip_locked=True).values_list("pk", *KEPT))
        if len(rows) < least:
            return 0
        bulk.delete(Response, [number for number, *_ in rows])
        SystemRandom().shuffle(rows)
        bulk.insert(Response, _written_anew(part_id, rows))
    return len(rows)


def _written_anew(part_id: int, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "id": [random_number() for _ in rows],
            "part_id": part_id,
            "institution_id": [row[1] for row in rows],
            "given_on": [row[2] for row in rows],
            "answers": [json.dumps(row[3]) for row in rows],
            "is_mixed": True,
        }
    )
