"""Whether people can work: the record answers, it is of this program, and rooms say the rest."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from gaisma.base import readiness
from gaisma.base.registry import gathered

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """A part that must work; rooms list theirs as HEALTH. It answers, or raises what is wrong."""

    key: str
    works: Callable[[], bool]


def parts() -> dict[str, bool]:
    """Each part with whether it works, from the record upwards."""
    own = (Check("record", _record), Check("migrations", readiness.is_complete))
    return {check.key: _works(check) for check in (*own, *gathered("HEALTH"))}


def _works(check: Check) -> bool:
    try:
        return check.works()
    except Exception:
        logger.exception("%s does not work.", check.key)
        return False


def _record() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True
