"""What is computed before anybody asks: rooms list it under WARMED in their `offers.py`.

    WARMED = [Warmed("home", queries.warm)]

`warm` takes nothing, asks the figures of the page for nobody in particular, and changes nothing.
The server warms itself when it starts, the worker each day, as a new day compiles anew. The first
page alone is worth it, which stands on a floor that this one does not know.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread

from django.db import close_old_connections

from gaisma.base.errors import GaismaError
from gaisma.base.registry import gathered

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Warmed:
    """What is computed beforehand."""

    key: str
    make: Callable[[], object]


def warm() -> None:
    """Compute all that rooms want computed; what cannot be is left to who asks first."""
    for warmed in gathered("WARMED"):
        try:
            warmed.make()
        except GaismaError as refusal:
            logger.info("%s was not warmed: %s", warmed.key, refusal.message)
        except Exception:
            logger.exception("%s could not be warmed.", warmed.key)


def begin() -> Thread:
    """Warm beside what the process does otherwise."""
    thread = Thread(target=_and_close, name="warming", daemon=True)
    thread.start()
    return thread


def _and_close() -> None:
    try:
        warm()
    finally:
        close_old_connections()
