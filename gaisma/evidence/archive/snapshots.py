"""The record at one moment as a file, and a file as the record: each in one transaction."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from gaisma.base import backups
from gaisma.base.errors import GaismaError
from gaisma.evidence.archive.manifest import RECORDS

WAIT = 60
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class UnableToBringBack(GaismaError):
    """Others keep the record."""


@dataclass(frozen=True)
class Snapshot:
    """A copy of the record, and what it names."""

    file: Path
    migrations: list[str]
    lake_version: int | None
    lake_files: list[str]
    attachments: list[str]


def take(folder: Path) -> Snapshot:
    """Copy the record as it is at one moment, while others go on writing."""
    file = folder / RECORDS[connection.vendor]
    return _of_postgresql(file) if connection.vendor == "postgresql" else _of_sqlite(file)


def bring_back(file: Path) -> None:
    """Make the copy the record: whole, or, when it is interrupted, not at all."""
    if connection.vendor == "postgresql":
        connection.close()
        name = connection.settings_dict["NAME"]
        options = ("--clean", "--if-exists", "--single-transaction", "--no-owner")
        run_program("pg_restore", *options, "--no-privileges", f"--dbname={name}", file)
        _empty_record()
        return
    connection.close()
    _empty(file)
    target = Path(connection.settings_dict["NAME"])
    try:
        _write_over(target, file)
    except sqlite3.DatabaseError as trouble:
        if trouble.sqlite_errorcode not in BROKEN:
            raise
        _put_aside(target)
        _write_over(target, file)


def _write_over(target: Path, file: Path) -> None:
    # SQLite writes the pages as one transaction of the target: a kill leaves what was there, and
    # whoever has it open sees the new content from the next transaction on.
    last = time.monotonic() + WAIT

    def wait(status: int, _left: int, _all: int) -> None:
        # Python would try again for ever.
        if status in BUSY and time.monotonic() > last:
            raise UnableToBringBack(
                _("Somebody else is at work in the record: stop `serve` and `worker` first."),
                code="record_busy",
            )

    with (
        closing(sqlite3.connect(file)) as copy,
        closing(sqlite3.connect(target, timeout=WAIT)) as record,
    ):
        copy.backup(record, progress=wait)


def _put_aside(target: Path) -> None:
    """Let a record that no database opens any more stand beside, for who wants to save from it."""
    for end in ("", "-wal", "-shm"):
        part = target.with_name(target.name + end)
        if part.exists():
            part.replace(target.with_name(f"{target.name}.damaged{end}"))


def is_empty() -> bool:
    """Whether there is no record yet."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    with connection.cursor() as cursor:
        return "django_migrations" not in connection.introspection.table_names(cursor)


def _empty(file: Path) -> None:
    """Take out of a copy the rows that no backup holds; what they were is overwritten."""
    with closing(sqlite3.connect(file, isolation_level=None)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")
        copy.execute("PRAGMA secure_delete=ON")
        there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        for table in backups.left_out():
            if table in there:
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608


def _empty_record() -> None:
    """Take out of the record the rows that a backup of the earlier form has brought."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in backups.left_out():
            if table in there:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608


def _of_sqlite(file: Path) -> Snapshot:
    # VACUUM INTO reads in one transaction and leaves out deleted rows' remains, which a copy of
    # the pages would carry along.
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=WAIT)) as record:
        record.execute("VACUUM INTO ?", [str(file)])
    _empty(file)
    with closing(sqlite3.connect(file)) as copy:
        return _described(file, lambda query: copy.execute(query).fetchall())


def _of_postgresql(file: Path) -> Snapshot:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        options = ("--format=custom", "--no-owner", "--no-privileges", "--compress=1")
        without = [f"--exclude-table-data={table}" for table in backups.left_out()]
        run_program("pg_dump", *options, *without, f"--snapshot={snapshot}", f"--file={file}")

        def rows(query: str) -> list[tuple[Any, ...]]:
            cursor.execute(query)
            return list(cursor.fetchall())

        return _described(file, rows)


def _described(file: Path, rows: Callable[[str], list[tuple[Any, ...]]]) -> Snapshot:
    versions = rows("SELECT number, contents FROM lake_lakeversion ORDER BY number")
    migrations = rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Snapshot(
        file=file,
        migrations=[f"{app}.{name}" for app, name in migrations],
        lake_version=versions[-1][0] if versions else None,
        lake_files=sorted({name for _, contents in versions for name in _named(contents)}),
        attachments=_attached(rows) if "files" in {app for app, _ in migrations} else [],
    )


def _attached(rows: Callable[[str], list[tuple[Any, ...]]]) -> list[str]:
    found = rows("SELECT DISTINCT sha256 FROM files_attachment ORDER BY sha256")
    return [sha256 for (sha256,) in found]


def _named(contents: Any) -> set[str]:
    tables = json.loads(contents) if isinstance(contents, str) else contents
    return {file["name"] for table in tables.values() for file in table["files"]}


PLACES = Path("/usr/lib/postgresql")


class UnableToRunProgram(GaismaError):
    """A program of PostgreSQL is missing, is too old, or failed."""


def run_program(name: str, *arguments: str | Path) -> None:
    """Run one of PostgreSQL's programs on the record's database. Raises UnableToRunProgram."""
    command = [str(_program(name)), "--no-password", *map(str, arguments)]
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [""]
        raise UnableToRunProgram(
            _("%(program)s failed: %(message)s") % {"program": name, "message": lines[-1]},
            code="program_failed",
        )


def _program(name: str) -> Path:
    wanted = _server_version()
    found = [(_major(program), program) for program in _candidates(name)]
    fitting = sorted((major, program) for major, program in found if major >= wanted)
    if not fitting:
        raise UnableToRunProgram(
            _("%(program)s of PostgreSQL %(version)d is missing: install its client programs.")
            % {"program": name, "version": wanted},
            code="program_missing",
        )
    return fitting[0][1]


def _server_version() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _candidates(name: str) -> list[Path]:
    on_path = shutil.which(name)
    installed = PLACES.glob(f"*/bin/{name}")
    return [*installed, *([Path(on_path)] if on_path else [])]


def _major(program: Path) -> int:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"(\d+)(\.\d+|devel|beta|rc)", done.stdout)
    return int(version[1]) if version else 0


def _environment() -> dict[str, str]:
    settings = connection.settings_dict
    given = {
        "PGHOST": settings["HOST"],
        "PGPORT": str(settings["PORT"]),
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    return {**os.environ, **{name: value for name, value in given.items() if value}}
