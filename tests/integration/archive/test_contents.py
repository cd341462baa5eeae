"""Every table is named: its rows are in backups, or they are not."""

import io
import json
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from gaisma.base import backups, keys
from gaisma.evidence.archive import sealing, snapshots
from tests.integration import small_city

KEPT = frozenset(
    (Path(__file__).with_name("kept.txt")).read_text(encoding="ascii").split(),
)
"""Tables whose rows are in backups. Whoever makes a table writes it here, or leaves it out."""


def tables() -> set[str]:
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def test_every_table_is_kept_or_left_out() -> None:
    left_out = set(backups.left_out())

    assert tables() - KEPT - left_out == set(), "neither kept nor left out"
    assert KEPT & left_out == set()
    assert left_out <= tables()
    assert tables() >= KEPT


def test_no_row_that_is_kept_needs_one_that_is_left_out() -> None:
    left_out = set(backups.left_out())
    needed = {
        (model._meta.db_table, field.related_model._meta.db_table)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model
    }

    assert not {pair for pair in needed if pair[0] not in left_out and pair[1] in left_out}


def filled(installation) -> dict[str, bytes]:
    """Rows in every table that is left out; what of each could be known again."""
    small_city.made(installation, 2)
    return {
        table: text.encode()
        for table, text in json.loads(small_city.called(installation, "secrets()")).items()
    }


def in_backup(installation, tmp_path: Path) -> bytes:
    """The record in a fresh backup."""
    done = installation.run("backup", tmp_path / "a.tar.age")
    assert done.returncode == 0, done.stderr
    held = sealing.known(installation.home / "keys")
    with (
        (tmp_path / "a.tar.age").open("rb") as stream,
        sealing.opened(stream, held=held, folder=tmp_path) as inside,
        tarfile.open(fileobj=io.BytesIO(inside.read())) as tar,
    ):
        (name,) = [name for name in tar.getnames() if name.startswith("record.")]
        return tar.extractfile(name).read()  # type: ignore[union-attr]


def rows_of(content: bytes, file: Path) -> dict[str, int]:
    file.write_bytes(content)
    with closing(sqlite3.connect(file)) as record:
        return {
            table: record.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in backups.left_out()
        }


def test_no_row_that_is_left_out_can_be_found_in_a_backup(migrated, tmp_path: Path) -> None:
    marks = filled(migrated)
    assert set(marks) == set(backups.left_out())

    content = in_backup(migrated, tmp_path)

    assert not [table for table, mark in marks.items() if mark in content]
    if connection.vendor == "sqlite":
        assert not any(rows_of(content, tmp_path / "record").values())
    else:
        listed = dumped(content, tmp_path / "record")
        assert "base_user" in listed
        assert not listed & set(marks)


def dumped(content: bytes, file: Path) -> set[str]:
    """The tables whose rows a dump of PostgreSQL holds."""
    file.write_bytes(content)
    program = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_restore"))[-1]
    done = subprocess.run([program, "--list", file], capture_output=True, text=True, check=True)
    lines = (line for line in done.stdout.splitlines() if " TABLE DATA public " in line)
    return {line.split(" TABLE DATA public ")[1].split()[0] for line in lines}


def test_without_emptying_they_would_be_found(migrated, tmp_path: Path, monkeypatch) -> None:
    """The weakened twin, on the copy itself; and rows that are deleted only are still there."""
    if connection.vendor != "sqlite":
        pytest.skip("the copy is SQLite's")
    marks = filled(migrated)
    copy = tmp_path / "copy"
    with closing(sqlite3.connect(migrated.home / "record.sqlite3")) as record:
        record.execute("VACUUM INTO ?", [str(copy)])
    assert [mark for mark in marks.values() if mark in copy.read_bytes()] == list(marks.values())

    snapshots._empty(copy)

    assert not [mark for mark in marks.values() if mark in copy.read_bytes()]


def test_a_backup_of_the_earlier_form_brings_none_back(migrated, tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the earlier form is made by hand from a SQLite record")
    filled(migrated)
    copy = tmp_path / "record.sqlite3"
    with closing(sqlite3.connect(migrated.home / "record.sqlite3")) as record:
        record.execute("VACUUM INTO ?", [str(copy)])
    old = earlier(copy, migrated.home / "keys", tmp_path / "old.tar")

    refused = migrated.run("restore", old, "--replace", "--json")
    done = migrated.run("restore", old, "--replace", "--unsigned")

    assert json.loads(refused.stdout)["error"]["code"] == "unsigned"
    assert done.returncode == 0, done.stderr
    assert not any(
        rows_of((migrated.home / "record.sqlite3").read_bytes(), tmp_path / "back").values()
    )


def earlier(record: Path, keys_folder: Path, target: Path) -> Path:
    """A backup of the record as the program before this form wrote it."""
    from gaisma.evidence.archive import manifest

    with closing(sqlite3.connect(record)) as copy:
        names = copy.execute("SELECT app, name FROM django_migrations").fetchall()
    held = keys.data_keys(keys_folder)
    described = manifest.Manifest(
        made_at="2024-08-20T00:00:00+00:00",
        database="sqlite",
        migrations=[f"{app}.{name}" for app, name in names],
        lake_version=None,
        keys={name: keys.fingerprint(text) for name, text in held.items()},
        parts={"record.sqlite3": manifest.part_of(record)},
        format=2,
    )
    with tarfile.open(target, "w") as tar:
        member = tarfile.TarInfo(manifest.NAME)
        member.size = len(described.as_bytes())
        tar.addfile(member, io.BytesIO(described.as_bytes()))
        tar.add(record, "record.sqlite3")
    return target
