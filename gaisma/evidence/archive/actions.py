"""Backups are made and brought back."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from gaisma.base import audit, backups, clock, keys, rotation
from gaisma.base.audit import Action
from gaisma.base.errors import GaismaError
from gaisma.evidence.archive import audited, bundle, drafts, manifest, snapshots
from gaisma.evidence.archive.bundle import UnableToBackUp
from gaisma.evidence.archive.manifest import Manifest


class UnableToRestore(GaismaError):
    """The backup does not fit this place."""


@dataclass(frozen=True)
class Backup:
    """What was written or brought back."""

    file: Path
    made_at: str
    lake_version: int | None
    files: int
    bytes: int
    is_older_than_program: bool


def back_up(target: Path, *, at: datetime, overwrite: bool = False) -> Backup:
    """Write the record and its files as they are at one moment into one file, without any key.

    It is encrypted and signed. Imports go on meanwhile. A folder as target gets a file named by the
    moment. The file appears whole. What the keys at hand do not read would be of no use to whoever
    brings it back. Raises UnableToBackUp, and Damaged where the keys are not those of the record.
    """
    target = _target(target, at=at, overwrite=overwrite)
    if snapshots.is_empty():
        raise UnableToBackUp(
            _("There is no record here yet: check GAISMA_HOME and GAISMA_DATABASE."),
            code="no_record",
        )
    with drafts.folder(settings.GAISMA_HOME) as draft:
        rotation.demand()
        key = rotation.in_force(rotation.CODE)
        held = _fingerprints()
        snapshot, files = bundle.gathered(draft)
        if held != _fingerprints() or held[rotation.CODE] != keys.fingerprint(key):
            raise UnableToBackUp(
                _("The keys are being changed at this moment: run the backup again."),
                code="keys_changing",
            )
        described = Manifest(
            made_at=at.isoformat(),
            database=connection.vendor,
            migrations=snapshot.migrations,
            lake_version=snapshot.lake_version,
            keys=held,
            parts=bundle.described_parts(files),
        )
        bundle.write(target, described, files, key=key, moment=int(at.timestamp()))
    _note(audited.MAKE_BACKUP, described, at=at)
    return _told(target, described)


def restore(
    source: Path,
    *,
    at: datetime,
    keys_folder: Path | None = None,
    overwrite: bool = False,
    unsigned: bool = False,
) -> Backup:
    """Bring back a backup into this home, which holds no record unless `overwrite`.

    The keys stand in the home or in `keys_folder`, from where they are copied. `unsigned` takes one
    of the earlier form, too. Raises
    UnableToReadBackup, UnableToRestore, WrongKeys; then nothing has changed.
    """
    _demand_file(source)
    if not overwrite and not snapshots.is_empty():
        raise UnableToRestore(
            _("A record stands here already: add --replace to put the backup in its place."),
            code="not_empty",
        )
    folder = keys_folder or settings.GAISMA_HOME / "keys"
    with drafts.folder(settings.GAISMA_HOME) as draft:
        described = bundle.unpack(source, draft, keys_folder=folder, unsigned=unsigned)
        _check_program(described)
        held = bundle.fitting_keys(described, folder)
        bundle.put_keys(held)
        bundle.put_files(described, draft)
        snapshots.bring_back(draft / described.record)
        backups.after_restore()
    bundle.remove_other_reports(described)
    _note(audited.RESTORE_BACKUP, described, at=at)
    return _told(source, described)


def verify(source: Path, *, keys_folder: Path | None = None, unsigned: bool = False) -> Backup:
    """Read a backup to its end: whether it opens, was made here, and every part is as it was.

    Nothing is written. Raises UnableToReadBackup, UnableToRestore, WrongKeys.
    """
    _demand_file(source)
    folder = keys_folder or settings.GAISMA_HOME / "keys"
    return _told(source, bundle.verify(source, keys_folder=folder, unsigned=unsigned))


def _demand_file(source: Path) -> None:
    if not source.is_file():
        raise UnableToRestore(
            _("There is no file %(file)s: name the backup.") % {"file": source}, code="no_file"
        )


def _target(target: Path, *, at: datetime, overwrite: bool) -> Path:
    if target.is_dir():
        target /= f"gaisma-{at:%Y-%m-%d-%H%M%S}.tar.age"
    if target.exists() and not overwrite:
        raise UnableToBackUp(
            _("%(file)s exists already: choose another name, or add --replace.") % {"file": target},
            code="exists",
        )
    if not target.parent.is_dir():
        raise UnableToBackUp(
            _("There is no folder %(folder)s: make it first.") % {"folder": target.parent},
            code="no_folder",
        )
    return target


def _fingerprints() -> dict[str, str]:
    rotation.finish()
    held = keys.data_keys(settings.GAISMA_HOME / "keys")
    return {name: keys.fingerprint(text) for name, text in held.items()}


def _check_program(described: Manifest) -> None:
    if described.database != connection.vendor:
        raise UnableToRestore(
            _("The backup is of %(other)s, and GAISMA_DATABASE here names %(ours)s: change it.")
            % {"other": described.database, "ours": connection.vendor},
            code="other_database",
        )
    if set(described.migrations) - _migrations():
        raise manifest.newer()


def _migrations() -> set[str]:
    return {
        f"{app.label}.{file.stem}"
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("[0-9]*.py")
    }


def _note(action: Action, described: Manifest, *, at: datetime) -> None:
    # A record of another program's shape is left as it is.
    if not _migrations() - set(described.migrations):
        details = {"made_at": described.made_at, "lake_version": described.lake_version}
        audit.note(action=action, by=None, at=clock.here(at), details=details)


def _told(file: Path, described: Manifest) -> Backup:
    return Backup(
        file=file,
        made_at=described.made_at,
        lake_version=described.lake_version,
        files=len(described.parts),
        bytes=sum(part.size for part in described.parts.values()),
        is_older_than_program=bool(_migrations() - set(described.migrations)),
    )
