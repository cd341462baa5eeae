"""The rounds of the worker: the lake follows the record, and is cleaned once a day."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from threading import Event

from django.db import close_old_connections
from django.utils import timezone

from gaisma.evidence.figures import compilations
from gaisma.evidence.lake import actions as lake

EVERY = 30.0
logger = logging.getLogger(__name__)


@dataclass
class Rounds:
    """Goes its round every so many seconds until it is told to stop; an error ends one round only.

    `now` is the clock: rounds are told the time like everybody else.
    """

    now: Callable[[], datetime]
    every: float = EVERY
    cleaned_on: date | None = None

    def go_on_until(self, stop: Event) -> None:
        """Go round after round; a round that has begun is finished."""
        while not stop.is_set():
            self.go()
            stop.wait(self.every)

    def go(self) -> None:
        """Refresh the lake where the record has changed, and clean up the first time of a day."""
        at = self.now()
        close_old_connections()
        try:
            made = lake.refresh(reason="worker", at=at)
            if made:
                logger.info("Lake version %s", made.number)
            self._clean(at)
        except Exception:
            logger.exception("The lake could not follow the record; the next round tries again.")
        finally:
            close_old_connections()

    def _clean(self, at: datetime) -> None:
        day = timezone.localtime(at).date()
        if self.cleaned_on != day:
            lake.clean(at=at)
            compilations.clean(at=at)
            self.cleaned_on = day
