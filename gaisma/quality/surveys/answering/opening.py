"""What a code opens, and how it is exchanged: statements that are written out.

Thousands answer within an hour, and building these by models took half of the time of an answer.
On PostgreSQL they go to the driver itself, which lets the database plan each once a connection
and not with every answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from threading import Lock
from typing import Any

import psycopg
from django.db import connection

from gaisma.base.models import Organisation
from gaisma.quality.surveys.answering import box
from gaisma.quality.surveys.answering.box import Sheet
from gaisma.quality.surveys.models import Campaign
from gaisma.record.instruments import fields
from gaisma.record.instruments.questionnaire import Questionnaire

TAKING = ("opens_on", "closes_on", "started_at", "closed_at")
"""What decides whether a campaign takes answers."""
OPENS = """
SELECT code.id, batch.part_id, batch.institution_id, batch.is_trial, version.asks,
       (SELECT today FROM base_installation),
       campaign.opens_on, campaign.closes_on, campaign.started_at, campaign.closed_at
FROM surveys_code AS code
JOIN surveys_batch AS batch ON batch.id = code.batch_id
JOIN surveys_part AS part ON part.id = batch.part_id
JOIN surveys_campaign AS campaign ON campaign.id = part.campaign_id
JOIN instruments_version AS version ON version.id = part.version_id
WHERE code.digest = %s AND code.used_under IS NULL
"""
USED = """
UPDATE surveys_code SET used_under = given.column2
FROM (VALUES {given}) AS given
WHERE surveys_code.id = given.column1 AND surveys_code.used_under IS NULL
"""
GIVEN = "(CAST(%s AS bigint), CAST(%s AS bigint))"
"""A code and its use."""


@dataclass(frozen=True)
class Opened:
    """What a code opens: the numbers of its rows, what is asked, and whether it counts.

    `own_day` is the day in which the installation lives, None where that is the calendar's;
    `wave` knows no more of the campaign than when it takes answers.
    """

    code_id: int
    part_id: int
    institution_id: int
    is_trial: bool
    asks: Questionnaire
    own_day: date | None
    wave: Campaign

    @property
    def institution(self) -> Organisation:
        """Where the code was given out."""
        return Organisation.objects.get(pk=self.institution_id)

    @property
    def campaign(self) -> Campaign:
        """The survey that it belongs to."""
        return Campaign.objects.get(parts=self.part_id)

    def is_open_on(self, day: date) -> bool:
        """Whether answers are taken on that day; a trial is always open."""
        return self.is_trial or self.wave.takes_answers_on(day)


def found(digest: str) -> Opened | None:
    """What the code with this keyed hash opens; None for one that is not known or was used."""
    row = _asked(OPENS, [digest]).fetchone()
    if row is None:
        return None
    code, part, institution, is_trial, asks, own_day, *taking = row
    asked = fields.read(asks)
    return Opened(code, part, institution, is_trial, asked, own_day, _wave(*taking))


@lru_cache(maxsize=64)
def _wave(*taking: Any) -> Campaign:
    return Campaign(**dict(zip(TAKING, taking, strict=True)))


@dataclass(eq=False)
class Waiting:
    """Somebody whose answer is to be kept; `is_kept` is None until that is decided."""

    code_id: int
    sheet: Sheet
    is_kept: bool | None = None


_waiting: list[Waiting] = []
_exchanging = Lock()


def exchanged(opened: Opened, sheet: Sheet) -> bool:
    """Use the code and keep the sheet, or neither: one of two who send it at once does.

    The disk is waited for twice, and who comes meanwhile waits: then the first of them exchanges
    for all who have come. When that fails, the next tries for the others.
    """
    mine = Waiting(opened.code_id, sheet)
    _waiting.append(mine)
    with _exchanging:
        try:
            if mine.is_kept is None:
                _exchange([each for each in list(_waiting) if each.is_kept is None])
        finally:
            _waiting.remove(mine)
    return bool(mine.is_kept)


def _exchange(waiting: Sequence[Waiting]) -> None:
    codes = [each.code_id for each in waiting]
    kept = box.put([each.sheet for each in waiting], exchange=partial(_used, codes))
    for each, is_kept in zip(waiting, kept, strict=True):
        each.is_kept = is_kept


def _used(codes: Sequence[int], uses: Sequence[int]) -> set[int]:
    """Make the codes used ones; the uses that hold, since a code is used once."""
    given = [number for pair in zip(codes, uses, strict=True) for number in pair]
    statement = USED.format(given=", ".join([GIVEN] * len(codes)))
    if _asked(statement, given).rowcount == len(codes):
        return set(uses)
    return box.known(uses)


def _asked(statement: str, given: Sequence[Any]) -> Any:
    """The cursor of a statement that was executed."""
    if connection.vendor != "postgresql":
        cursor = connection.cursor()
        cursor.execute(statement, given)
        return cursor
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return psycopg.Cursor(connection.connection).execute(statement, given)
