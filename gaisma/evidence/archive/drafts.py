"""Unfinished work that nobody mistakes for finished: drafts, held by a lock while they live.

A killed process loses its locks, so that the next one knows whose drafts are left over.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from gaisma.base import locks
from gaisma.base.durable import sync_folder
from gaisma.base.errors import GaismaError

LOCK = "lock"
ENDING = ".backup-draft"
OF_EARLIER_PROGRAMS = ".gaisma-*.draft"


class AnotherIsRunning(GaismaError):
    """One backup or restore at a time."""


@contextmanager
def folder(home: Path) -> Iterator[Path]:
    """A folder of one's own in the home; it is gone afterwards, or when somebody cleans.

    Raises AnotherIsRunning while another process has one.
    """
    place = home / ".drafts"
    with locks.opened(place / LOCK) as lock:
        if not locks.is_taken(lock):
            raise AnotherIsRunning(
                _("A backup or a restore is running here already: wait until it is done."),
                code="busy",
            )
        for left_over in _left_over(place):
            shutil.rmtree(left_over)
        own = place / secrets.token_hex(8)
        own.mkdir(mode=0o700)
        try:
            yield own
        finally:
            shutil.rmtree(own, ignore_errors=True)


def clean(home: Path) -> None:
    """Remove what a killed backup or restore has left in the home: a record without its guard."""
    place = home / ".drafts"
    if not place.is_dir() or not _left_over(place):
        return
    with suppress(AnotherIsRunning), folder(home):
        pass


def _left_over(place: Path) -> list[Path]:
    return [file for file in place.iterdir() if file.name != LOCK]


@contextmanager
def file(target: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name whole and durable, or not at all."""
    # Whatever it was to be called: names tell the day, and tomorrow's is another.
    for pattern in (f".*{ENDING}", OF_EARLIER_PROGRAMS):
        for left_over in target.parent.glob(pattern):
            _remove_unlocked(left_over)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}{ENDING}")
    try:
        descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            locks.take(descriptor)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            draft.replace(target)
        sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _remove_unlocked(left_over: Path) -> None:
    with suppress(OSError), left_over.open("rb") as stream:
        if locks.is_taken(stream.fileno()):
            left_over.unlink(missing_ok=True)
