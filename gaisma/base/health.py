"""Whether people can work: the record answers and takes what is written; rooms say the rest."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from gaisma.base import readiness, rotation
from gaisma.base.models import Installation
from gaisma.base.registry import gathered

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Check:
    """A part that must work; rooms list theirs as HEALTH. It answers, or raises what is wrong.

    Without a part that is not `needed` people can work, and somebody has to look after it. What was
    found holds for some seconds: whoever asks costs no more than that.
    """

    key: str
    works: Callable[[], bool]
    is_needed: bool = True
    holds_for: float = 0


@dataclass(frozen=True)
class Health:
    """Each part with whether it works, from the record upwards."""

    parts: dict[str, bool]
    needed: frozenset[str]

    @property
    def people_can_work(self) -> bool:
        return all(works for key, works in self.parts.items() if key in self.needed)

    @property
    def status(self) -> str:
        """What a program that watches is told."""
        if not self.people_can_work:
            return "failing"
        return "ok" if all(self.parts.values()) else "attention"


_found: dict[tuple[str, str], tuple[float, bool]] = {}


def found() -> Health:
    """How the installation is."""
    own = (
        Check("record", _record),
        Check("migrations", readiness.is_complete),
        Check("keys", _keys, holds_for=5),
        Check("writing", _writing, holds_for=5),
    )
    checks = (*own, *gathered("HEALTH"))
    return Health(
        {check.key: _works_lately(check) for check in checks},
        frozenset(check.key for check in checks if check.is_needed),
    )


def forget() -> None:
    """Look at everything anew."""
    _found.clear()


def _works_lately(check: Check) -> bool:
    key, now = (check.key, str(settings.GAISMA_HOME)), monotonic()
    if check.holds_for and key in _found and now - _found[key][0] < check.holds_for:
        return _found[key][1]
    works = _works(check)
    _found[key] = now, works
    return works


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


def _keys() -> bool:
    """Whether the record stands under the keys at hand. Raises what is wrong."""
    rotation.demand()
    return True


def _writing() -> bool:
    """Whether the record and the home take what is written; nothing of it stays."""
    with transaction.atomic():
        Installation.objects.filter(pk=1).update(municipality=F("municipality"))
        transaction.set_rollback(True)
    trial = Path(settings.GAISMA_HOME) / f".trial-{secrets.token_hex(4)}"
    try:
        trial.write_bytes(bytes(4096))
    finally:
        trial.unlink(missing_ok=True)
    return True
