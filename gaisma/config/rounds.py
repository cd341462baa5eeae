"""What a worker does beside the pages: it performs what waits, and goes its rounds. The lake
follows the record, letters go out, answers move on, old things go.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from threading import Event, Thread

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from gaisma.base import clock
from gaisma.base.accounts import letters
from gaisma.base.accounts.entrance.sessions import SessionStore
from gaisma.base.files import actions as attachments
from gaisma.base.jobs import actions as jobs
from gaisma.base.jobs import cache_warming, signs
from gaisma.base.jobs.performing import Performer
from gaisma.evidence.archive import drafts
from gaisma.evidence.figures import keeping
from gaisma.evidence.interop import uploads
from gaisma.evidence.lake import actions as lake
from gaisma.quality.surveys.answering import moving
from gaisma.workplace.calendar import actions as calendar

EVERY = 30.0
logger = logging.getLogger(__name__)


def _unseen() -> None:
    """Nobody looks for a sign of life."""


@dataclass
class Rounds:
    """Goes its round every so many seconds until it is told to stop; an error ends one part only.

    `now` is the true clock: rounds are told the time like everybody else, and tell the rooms what
    it is here. `sign` is called each round.
    `is_warm` says that somebody else warms at the start.
    """

    now: Callable[[], datetime]
    every: float = EVERY
    sign: Callable[[], None] = _unseen
    is_warm: bool = False
    day: date | None = None

    def go_on_until(self, stop: Event) -> None:
        """Go round after round; a round that has begun is finished."""
        while not stop.is_set():
            self.go()
            stop.wait(self.every)

    def go(self) -> None:
        """Do what each round does, and the first time of a day what a day does."""
        at = self.now()
        self.sign()
        close_old_connections()
        # First, for whoever was killed may have somebody waiting.
        _tried(_find_lost, at)
        _tried(_clean_drafts, at)
        _tried(_refresh, at)
        _tried(_write, at)
        _tried(_move, at)
        day = timezone.localtime(at).date()
        if self.day != day and _tried(_clean, at):
            self.day = day
            _tried(_read_through, at)
            if not self.is_warm:
                cache_warming.warm()
            self.is_warm = False
        close_old_connections()


def _find_lost(at: datetime) -> None:
    found = jobs.find_lost(at=clock.here(at))
    if found:
        logger.warning("%s jobs were found whose worker had died.", found)


def _clean_drafts(at: datetime) -> None:
    drafts.clean(settings.GAISMA_HOME)


def _refresh(at: datetime) -> None:
    made = lake.refresh(reason="worker", at=clock.here(at))
    if made:
        logger.info("Lake version %s", made.number)


def _write(at: datetime) -> None:
    written = calendar.send_digests(at=clock.here(at))
    if written:
        logger.info("%s people were written what is due.", written)


def _move(_at: datetime) -> None:
    moving.move()


def _clean(at: datetime) -> None:
    lake.clean(at=at)
    attachments.clean(at=at)
    keeping.clean(at=at)
    jobs.clean(at=at)
    uploads.clean(at=at)
    letters.clean(at=at)
    SessionStore.clear_expired()


def _read_through(at: datetime) -> None:
    lake.demand_whole()
    attachments.demand_whole()


def _tried(part: Callable[[datetime], None], at: datetime) -> bool:
    try:
        part(at)
    except Exception:
        logger.exception("A part of the round failed; the next round tries again.")
        return False
    return True


@contextmanager
def at_work(
    *, now: Callable[[], datetime], every: float = EVERY, is_warm: bool = False
) -> Iterator[None]:
    """Work in threads of its own until the context ends; what has begun is finished.

    `is_warm` says that the server beside it warms itself.
    """
    stop = Event()
    with signs.announced() as sign:
        parts = (Rounds(now=now, every=every, sign=sign, is_warm=is_warm), Performer())
        threads = [Thread(target=part.go_on_until, args=(stop,)) for part in parts]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()
