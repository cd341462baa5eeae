"""Keys that are changed while a backup is made: half of it would stand under others."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gaisma.base import keys, rotation
from gaisma.evidence.archive import actions, bundle, snapshots
from gaisma.evidence.archive.bundle import UnableToBackUp
from gaisma.evidence.archive.manifest import RECORDS
from gaisma.evidence.archive.snapshots import Snapshot
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with keys, of whose record a copy is made that is no more than a file."""
    settings.GAISMA_HOME = tmp_path
    for name in rotation.NAMES:
        keys.key(tmp_path, name)
    monkeypatch.setattr(snapshots, "is_empty", lambda: False)
    monkeypatch.setattr(bundle, "gathered", gathered)
    return tmp_path


def gathered(draft: Path) -> tuple[Snapshot, dict[str, Path]]:
    """What a backup is made of."""
    record = draft / RECORDS[connection.vendor]
    record.write_bytes(b"record")
    return Snapshot(record, [], None, [], []), {record.name: record}


def exchange(home: Path, name: str) -> None:
    """Put another key in the place of the one that is in force."""
    (home / "keys" / name).write_text("0" * 64)


def test_backup_is_made_of_keys_that_stay(home: Path) -> None:
    actions.back_up(home / "city.tar.age", at=NOW)

    assert bundle.verify(home / "city.tar.age", keys_folder=home / "keys").parts


@pytest.mark.parametrize("name", rotation.NAMES)
def test_backup_during_which_a_key_is_changed_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def changing(draft: Path) -> tuple[Snapshot, dict[str, Path]]:
        exchange(home, name)
        return gathered(draft)

    monkeypatch.setattr(bundle, "gathered", changing)

    with pytest.raises(UnableToBackUp) as refusal:
        actions.back_up(home / "city.tar.age", at=NOW)

    assert refusal.value.code == "keys_changing"
    assert not list(home.glob("*.age"))


def test_backup_before_which_the_key_was_changed_since_it_was_read_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force = rotation.in_force

    def read(name: str) -> str:
        held = in_force(name)
        exchange(home, rotation.CODE)
        return held

    monkeypatch.setattr(rotation, "in_force", read)

    with pytest.raises(UnableToBackUp) as refusal:
        actions.back_up(home / "city.tar.age", at=NOW)

    assert refusal.value.code == "keys_changing"
