"""Which workers are at work: each holds a lock for as long as it lives, and gives signs of life."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from gaisma.base import locks


@dataclass(frozen=True)
class Present:
    """A living worker, and when it last went its round."""

    name: str
    seen_at: datetime


@contextmanager
def announced() -> Iterator[Callable[[], None]]:
    """Be at work; what is given is called for each sign of life."""
    file = _folder() / token_hex(8)
    with locks.opened(file) as descriptor:
        locks.take(descriptor)
        try:
            yield lambda: os.utime(descriptor)
        finally:
            file.unlink(missing_ok=True)


def workers() -> list[Present]:
    """The living workers, the one seen last first; what dead ones have left is removed."""
    found = [worker for file in _folder().glob("*") if (worker := _living(file))]
    return sorted(found, key=lambda worker: worker.seen_at, reverse=True)


def _living(file: Path) -> Present | None:
    with suppress(FileNotFoundError), file.open("rb") as stream:
        seen = os.fstat(stream.fileno()).st_mtime
        if not locks.is_taken(stream.fileno(), together=True):
            return Present(file.name, datetime.fromtimestamp(seen, tz=UTC))
        file.unlink(missing_ok=True)
    return None


def _folder() -> Path:
    return Path(settings.GAISMA_HOME) / "works" / "workers"
