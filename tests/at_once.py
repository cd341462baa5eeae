"""People who act at the same moment, each with connections of their own."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from gaisma.base.changes import UnableToChange, UnableToRecord

LATEST = 60.0


@contextmanager
def two_people(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadPoolExecutor]:
    """Two people who find in the record what was made so far.

    On SQLite that goes into a file: in memory threads do not lock as people would.
    """
    if connection.vendor == "sqlite":
        file = folder / "record.sqlite3"
        monkeypatch.setitem(connections.settings["default"], "NAME", str(file))
        show()
    with ThreadPoolExecutor(2) as pool:
        yield pool


def show() -> None:
    """Let them find what was made since, too."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connections.settings["default"]["NAME"])) as copy:
            connection.connection.backup(copy)


def at_once(people: ThreadPoolExecutor, *acts: Callable[[], object]) -> list[str]:
    """What each is answered who acts at the same moment: nothing, or the refusal."""
    start = Barrier(len(acts))
    begun = [people.submit(_answer, act, start) for act in acts]
    return [one.result(LATEST) for one in begun]


def _answer(act: Callable[[], object], start: Barrier) -> str:
    connection.ensure_connection()
    start.wait(LATEST)
    try:
        act()
    except (UnableToChange, UnableToRecord) as refusal:
        return refusal.code
    finally:
        connections.close_all()
    return ""


def afterwards(people: ThreadPoolExecutor, found: Callable[[], Any]) -> Any:
    """What the record holds in the end."""

    def read() -> Any:
        try:
            return found()
        finally:
            connections.close_all()

    return people.submit(read).result(LATEST)
