"""Answers are shuffled, so that nothing remembers in which order they came.

PostgreSQL tells for each row which transaction wrote it and where it lies, SQLite numbers rows as
they come, and whoever knows in what order people used their codes could lay the two beside each
other. So answers are written anew, many in one transaction, under other numbers and in another
order.
"""

from itertools import count
from secrets import SystemRandom

from django.db import transaction

from gaisma.quality.surveys.models import Response, random_number

TOGETHER = 32
"""So many answers are shuffled at once; fewer than so many may lie as they came."""
SELDOM = 8
"""With one in so many answers a process looks whether there are enough: looking takes time."""
_taken = count(1)


def now_and_then(part_id: int) -> None:
    """Shuffle what lies as it came, and do not look at every answer whether there is enough."""
    if next(_taken) % SELDOM == 0:
        mix(part_id)


def mix(part_id: int, *, least: int = TOGETHER) -> int:
    """Shuffle the answers of a part that lie as they came, when there are enough of them.

    Answers how many were shuffled.
    """
    with transaction.atomic():
        waiting = Response.objects.filter(part_id=part_id, is_mixed=False)
        if waiting.count() < least:
            return 0
        # Who comes second finds the rows locked, and leaves them to the first.
        rows = list(waiting.select_for_update(skip_locked=True))
        if len(rows) < least:
            return 0
        Response.objects.filter(pk__in=[row.pk for row in rows]).delete()
        SystemRandom().shuffle(rows)
        for row in rows:
            row.pk, row.is_mixed = random_number(), True
        Response.objects.bulk_create(rows)
    return len(rows)
