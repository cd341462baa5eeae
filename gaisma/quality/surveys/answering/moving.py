"""Answers move from the box into the record: many at once, under no order, with their codes.

Whoever knows in what order people used their codes, and sees the record before and after, knows of
an answer only that it is one of so many of an audience at an institution.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from secrets import SystemRandom

import polars as pl
from django.db import connection, transaction

from gaisma.base import bulk
from gaisma.quality.surveys.answering import box
from gaisma.quality.surveys.answering.box import Sheet
from gaisma.quality.surveys.models import Campaign, Code, Response

TOGETHER = 8
"""So many of an audience at an institution move together, at least, while the survey is open."""
SELDOM = 256
"""With one in so many answers a process looks whether there are enough: looking takes time."""
_taken = count(1)


def now_and_then() -> None:
    """Move what may be moved, and do not look with every answer whether there is enough."""
    if next(_taken) % SELDOM == 0:
        move()


def move() -> int:
    """Move the answers of each audience at an institution of which there are enough.

    Answers how many were moved.
    """
    with box.held_alone() as contents:
        left = _without_moved(contents)
        moved = {
            at: sheet
            for places in _of_places(left).values()
            if len(places) >= TOGETHER
            for at, sheet in places.items()
        }
        if moved:
            with transaction.atomic():
                _write(list(moved.values()))
        contents.take_out([at for at in contents.sheets if at in moved or at not in left])
    return len(moved)


@contextmanager
def all_moved(campaign: Campaign) -> Iterator[None]:
    """Move all answers to a survey, however few, in the transaction of whoever closes it.

    Nobody answers until the context ends, and the transaction with it.
    """
    parts = set(campaign.parts.values_list("pk", flat=True))
    with box.held_alone() as contents:
        left = _without_moved(contents)
        moved = {at: sheet for at, sheet in left.items() if sheet.part_id in parts}
        with transaction.atomic():
            _write(list(moved.values()))
            yield
        contents.take_out([at for at in contents.sheets if at in moved or at not in left])


def begin_anew() -> None:
    """Let a record that has come back without its box take answers by every code that it has.

    Who had answered, and whose answer had not moved on, can answer again. A record of an earlier
    program has no codes that are used.
    """
    box.remove()
    with connection.cursor() as cursor:
        table = Code._meta.db_table
        there = connection.introspection.table_names(cursor)
        columns = (
            connection.introspection.get_table_description(cursor, table) if table in there else []
        )
    if "used_under" in {column.name for column in columns}:
        Code.objects.exclude(used_under=None).update(used_under=None)


def _without_moved(contents: box.Contents) -> Mapping[int, Sheet]:
    """The sheets but those that a killed process has moved and not taken out."""
    numbers = [sheet.number for sheet in contents.sheets.values()]
    known = Response.objects.in_bulk(numbers)
    return {at: sheet for at, sheet in contents.sheets.items() if sheet.number not in known}


def _of_places(sheets: Mapping[int, Sheet]) -> Mapping[tuple[int, int], dict[int, Sheet]]:
    found: dict[tuple[int, int], dict[int, Sheet]] = defaultdict(dict)
    for at, sheet in sheets.items():
        found[sheet.part_id, sheet.institution_id][at] = sheet
    return found


def _write(sheets: list[Sheet]) -> None:
    """Write answers as rows, mixed, and delete the codes that were used for them."""
    SystemRandom().shuffle(sheets)
    rows = {
        "id": [sheet.number for sheet in sheets],
        "part_id": [sheet.part_id for sheet in sheets],
        "institution_id": [sheet.institution_id for sheet in sheets],
        "answers": [json.dumps(dict(sheet.answers)) for sheet in sheets],
        "is_on_paper": False,
    }
    bulk.insert(Response, pl.DataFrame(rows))
    used = Code.objects.exclude(used_under=None)
    for part, institution in {(sheet.part_id, sheet.institution_id) for sheet in sheets}:
        used.filter(batch__part=part, batch__institution=institution).delete()
