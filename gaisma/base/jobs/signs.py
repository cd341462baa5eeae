"""Signs of life beside the record: who is at work, and how far it has come.

An action may hold the record's one writer for its whole length, and nobody sees what its
transaction has written until it ends. So a worker locks a small file for each job that it
performs, and writes its progress there. A lock ends with the process that holds it, however that
ends: no moment needs to be waited for, and no clock believed.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from gaisma.base import locks

WIDTH = 12
"""Figures of a number in the file: what is written over must have the same length."""


@dataclass(frozen=True)
class Sign:
    """A lock that is held."""

    descriptor: int

    def tell(self, done: int, total: int) -> None:
        """Write how many of how many are done."""
        os.pwrite(self.descriptor, f"{done:{WIDTH}}{total:{WIDTH}}".encode(), 0)


@contextmanager
def held(name: object) -> Iterator[Sign | None]:
    """Hold the lock of that name; None when a living process holds it already."""
    file = _file(name)
    with locks.opened(file) as descriptor:
        if not (locks.is_taken(descriptor) and _is_there(descriptor, file)):
            yield None
            return
        try:
            yield Sign(descriptor)
        finally:
            # While it is still held, so that nobody's later file is removed.
            file.unlink(missing_ok=True)


def _is_there(descriptor: int, file: Path) -> bool:
    """The holder before may have removed the file between our opening and our locking."""
    return file.exists() and file.stat().st_ino == os.fstat(descriptor).st_ino


def progress(name: object) -> tuple[int, int]:
    """How many of how many are done, as was last told; nothing of nothing when nothing was."""
    try:
        told = _file(name).read_text()
        return int(told[:WIDTH]), int(told[WIDTH:])
    except (FileNotFoundError, ValueError):
        return 0, 0


def _file(name: object) -> Path:
    return Path(settings.GAISMA_HOME) / "works" / str(name)


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
