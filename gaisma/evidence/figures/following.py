"""Lets the pages of a server follow the lake without waiting for it.

A new version answers nothing yet. While what was last asked of the version before is asked of the
new one, beside the pages, these stay with the one at hand: some seconds later they turn to it.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock, Thread

from django.db import close_old_connections

from gaisma.base.errors import GaismaError
from gaisma.evidence.lake.models import LakeVersion

REMEMBERED = 128
"""So many questions, those asked last, are asked anew."""
logger = logging.getLogger(__name__)

Asking = Callable[[LakeVersion], object]


@dataclass
class Following:
    """What was asked last, and the version that pages are shown."""

    is_on: bool = False
    shown: LakeVersion | None = None
    coming: Thread | None = None
    asked: dict[object, Asking] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def remember(self, question: object, ask: Asking) -> None:
        """Note how the question is asked of a version."""
        if self.is_on:
            with self.lock:
                self.asked.pop(question, None)
                self.asked[question] = ask
                if len(self.asked) > REMEMBERED:
                    del self.asked[next(iter(self.asked))]

    def version(self, newest: LakeVersion | None) -> LakeVersion | None:
        """The version that a page shows: the newest, once it has answered what is asked most."""
        if not self.is_on or newest is None:
            return newest
        with self.lock:
            if self.shown is None or self.shown.number > newest.number:
                self.shown = newest
            elif self.shown.number < newest.number and not self._is_busy():
                self.coming = Thread(target=self._turn_to, args=(newest,), daemon=True)
                self.coming.start()
            return self.shown

    def _is_busy(self) -> bool:
        return self.coming is not None and self.coming.is_alive()

    def _turn_to(self, newest: LakeVersion) -> None:
        try:
            with self.lock:
                waiting = tuple(self.asked.values())
            for ask in waiting:
                began = time.monotonic()
                _tried(ask, newest)
                # Pages that are asked for meanwhile get as much of the processor.
                time.sleep(time.monotonic() - began)
        finally:
            self.shown = newest
            close_old_connections()


def _tried(ask: Asking, version: LakeVersion) -> None:
    try:
        ask(version)
    except GaismaError:
        pass  # Whoever asks again is told why.
    except Exception:
        logger.exception("A figure could not be asked of version %s beforehand.", version.number)


following = Following()
"""That of this process; on where a server serves pages."""
