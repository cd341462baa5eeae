"""Records as the program wants them: migrated once in a run of tests, then copied."""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
SHARED = "TESTS_SHARED"
"""The variable with the folder that all parts of a run share."""

RECORD = "record.sqlite3"


def made_once(place: Path, make: Callable[[Path], None]) -> Path:
    """The folder or file at the place: made by the first process that asks, for all of them."""
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            draft = place.with_name(f"{place.name}.draft")
            shutil.rmtree(draft, ignore_errors=True)
            make(draft)
            draft.rename(place)
    return place


def compiled(shared: Path) -> Path:
    """The folder of questions that a process has compiled, for its whole run and nobody else."""
    folder = shared / "compiled"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def environment(home: Path) -> dict[str, str]:
    """That of a program whose installation lies in the folder, on SQLite."""
    left_out = {"DJANGO_SETTINGS_MODULE", "GAISMA_DATABASE"}
    kept = {name: text for name, text in os.environ.items() if name not in left_out}
    return {**kept, "GAISMA_HOME": str(home), "PYTHONPATH": str(PROJECT)}


def migrated_file(shared: Path) -> Path:
    """A migrated record on SQLite, to be copied."""

    def make(draft: Path) -> None:
        draft.mkdir()
        _migrate(environment(draft))

    return made_once(shared / "migrated", make) / RECORD


def migrated_database(shared: Path, server: str) -> str:
    """The name of a migrated record on the server, to be copied: a template.

    It goes with the server, or when it is dropped.
    """

    def make(draft: Path) -> None:
        name = f"migrated_{token_hex(6)}"
        create(server, name)
        _migrate(environment(shared) | {"GAISMA_DATABASE": address(server, name)})
        draft.write_text(name)

    return made_once(shared / f"migrated-{urlsplit(server).port}", make).read_text()


def _migrate(environment: dict[str, str]) -> None:
    words = [sys.executable, "-m", "gaisma", "migrate", "-v", "0"]
    options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
    done = subprocess.run(words, env=environment, check=False, **options)
    assert done.returncode == 0, done.stderr


def address(server: str, name: str) -> str:
    """The address of a database of the server."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def create(server: str, name: str, template: str = "template0") -> None:
    """A database of that name, in place of the one that there is; a copy of the template."""
    drop(server, name)
    _tell(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(server: str, name: str) -> None:
    """No database of that name, whoever uses it."""
    _tell(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _tell(server: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def copy_file(source: Path, target: sqlite3.Connection) -> None:
    """Copy a record on SQLite, with what has not yet been moved into its file."""
    with closing(sqlite3.connect(source)) as found:
        found.backup(target)


@contextmanager
def filled(shared: Path) -> Iterator[None]:
    """Within, Django finds the tests' own record migrated when it makes it."""
    from django.db import connection

    if server := os.environ.get("GAISMA_DATABASE"):
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database(shared, server)
        yield
        return
    # It lies in memory for as long as somebody has it open.
    name = connection.creation._get_test_db_name()
    with closing(sqlite3.connect(name, uri=True)) as kept:
        copy_file(migrated_file(shared), kept)
        yield
