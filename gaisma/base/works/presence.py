"""Which workers are at work: each holds a lock for as long as it lives, and gives signs of life."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from django.conf import settings


@dataclass(frozen=True)
class Present:
    """A living worker, and when it last went its round."""

    name: str
    seen_at: datetime


@contextmanager
def announced() -> Iterator[Callable[[], None]]:
    """Be at work; what is given is called for each sign of life."""
    file = _folder() / token_hex(8)
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield lambda: os.utime(descriptor)
    finally:
        file.unlink(missing_ok=True)
        os.close(descriptor)


def workers() -> list[Present]:
    """The living workers, the one seen last first; what dead ones have left is removed."""
    found = [worker for file in _folder().glob("*") if (worker := _living(file))]
    return sorted(found, key=lambda worker: worker.seen_at, reverse=True)


def _living(file: Path) -> Present | None:
    try:
        with file.open("rb") as stream:
            seen = os.fstat(stream.fileno()).st_mtime
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
            file.unlink(missing_ok=True)
    except BlockingIOError:
        return Present(file.name, datetime.fromtimestamp(seen, tz=UTC))
    except FileNotFoundError:
        pass
    return None


def _folder() -> Path:
    return Path(settings.GAISMA_HOME) / "works" / "workers"
