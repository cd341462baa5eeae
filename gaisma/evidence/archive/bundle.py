"""A backup as one tar file: its files are held, written, read and put in their places.

The manifest comes first with its signature, then the parts that it names. Where they are put, the
record comes last and in one transaction: it is what names all the others, so that whoever is
killed on the way leaves either the old installation or the new one. Files of the lake and
attachments are named by their content and stand beside older ones without harm; the cleaning takes
what nothing names.
"""

import io
import lzma
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from gaisma.base import keys
from gaisma.base.durable import sync_folder
from gaisma.base.errors import GaismaError
from gaisma.base.rotation import CODE
from gaisma.evidence.archive import drafts, manifest, sealing, snapshots
from gaisma.evidence.archive.manifest import Manifest, Part, UnableToReadBackup
from gaisma.evidence.archive.snapshots import Snapshot

ATTEMPTS = 5
BY_CONTENT = ("lake/", "files/")


class UnableToBackUp(GaismaError):
    """The target cannot be written, or files that the record names are missing or damaged."""


def gathered(draft: Path) -> tuple[Snapshot, dict[str, Path]]:
    """A snapshot of the record, and the files of the backup by their name in it.

    Lake and attachments may be cleaned between the snapshot and our hold on their files. Cleaning
    takes only what nothing names any more, so that a new snapshot does not name it either.
    """
    for attempt in range(ATTEMPTS):
        place = draft / str(attempt)
        place.mkdir()
        snapshot = snapshots.take(place)
        try:
            named = {
                **dict(_held(snapshot.lake_files, "lake", place)),
                **dict(_held(snapshot.attachments, "files", place)),
            }
        except FileNotFoundError:
            continue
        reports = dict(_held(_reports(), "reports", place))
        return snapshot, {snapshot.file.name: snapshot.file, **named, **reports}
    raise UnableToBackUp(
        _("Files that the record names are missing: bring back the last backup."),
        code="files_missing",
    )


def described_parts(files: dict[str, Path]) -> dict[str, Part]:
    """Every file with its hash. Raises UnableToBackUp when one is damaged that its name tells."""
    described = {name: manifest.part_of(file) for name, file in files.items()}
    for name, part in described.items():
        # Files of the lake and attachments are named by their hash or its beginning.
        if name.startswith(BY_CONTENT) and not part.sha256.startswith(Path(name).stem):
            raise UnableToBackUp(
                _("%(file)s is damaged: bring back the last backup.") % {"file": name},
                code="file_damaged",
            )
    return described


def _held(names: list[str], folder: str, place: Path) -> Iterator[tuple[str, Path]]:
    for name in names:
        held = place / folder / name
        held.parent.mkdir(parents=True, exist_ok=True)
        _hold(settings.GAISMA_HOME / folder / name, held)
        yield f"{folder}/{name}", held


def _hold(file: Path, held: Path) -> None:
    try:
        os.link(file, held)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(file, held)


def _reports() -> list[str]:
    folder = settings.GAISMA_HOME / "reports"
    files = (file.relative_to(folder) for file in folder.rglob("*") if file.is_file())
    # What begins with a dot is somebody's draft.
    return sorted(str(file) for file in files if not any(p.startswith(".") for p in file.parts))


LARGEST_MANIFEST = 1 << 26
SIGNATURE = "manifest.signature"
LENGTH = 64
COMPRESSED = {".gz", ".tgz"}
UNREADABLE = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError, OverflowError)


def write(
    target: Path, described: Manifest, files: Mapping[str, Path], *, key: str, moment: int
) -> None:
    """Write the backup; it appears whole. With .gz or .tgz in its name it is compressed."""
    mode = "w|gz" if COMPRESSED & set(target.suffixes) else "w|"
    with (
        drafts.file(target) as stream,
        sealing.sealed(stream, key=key) as inside,
        tarfile.open(fileobj=inside, mode=mode) as tar,  # type: ignore[call-overload]
    ):
        content = described.as_bytes()
        _add(tar, manifest.NAME, content, moment)
        _add(tar, SIGNATURE, sealing.signature(content, key=key), moment)
        for name, part in described.parts.items():
            with files[name].open("rb") as source:
                tar.addfile(_member(name, part.size, moment), source)


def _add(tar: tarfile.TarFile, name: str, content: bytes, moment: int) -> None:
    tar.addfile(_member(name, len(content), moment), io.BytesIO(content))


def _member(name: str, size: int, moment: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, moment, 0o600
    return member


def unpack(source: Path, folder: Path, *, keys_folder: Path, unsigned: bool = False) -> Manifest:
    """Write the parts into the folder, each as the manifest says.

    Raises UnableToReadBackup, WrongKeys; `unsigned` takes one of the earlier form too, of which
    nobody can tell who made it.
    """
    return _read(source, folder, keys_folder=keys_folder, unsigned=unsigned)


def verify(source: Path, *, keys_folder: Path, unsigned: bool = False) -> Manifest:
    """Read the backup to its end, as `unpack` does, and write nothing."""
    return _read(source, None, keys_folder=keys_folder, unsigned=unsigned)


def _read(source: Path, folder: Path | None, *, keys_folder: Path, unsigned: bool) -> Manifest:
    try:
        if not sealing.is_sealed(source):
            return _of_earlier_form(source, folder, unsigned=unsigned)
        held = sealing.known(keys_folder)
        with (
            source.open("rb") as stream,
            sealing.opened(stream, held=held, folder=keys_folder) as inside,
            tarfile.open(fileobj=inside, mode="r|*") as tar,
        ):
            described = _signed(tar, held)
            _take_parts(tar, described, folder)
    except (*UNREADABLE, sealing.Damaged):
        raise manifest.damaged() from None
    return described


def _of_earlier_form(source: Path, folder: Path | None, *, unsigned: bool) -> Manifest:
    with tarfile.open(source, "r:*") as tar:
        described = manifest.read(_content(tar.next(), tar, manifest.NAME, LARGEST_MANIFEST))
        if described.format not in manifest.UNSIGNED:
            raise manifest.damaged()
        if not unsigned:
            raise UnableToReadBackup(
                _(
                    "The backup is of the earlier form, neither encrypted nor signed: nobody can"
                    " tell whether it was changed. If it lay where you trust, add --unsigned."
                ),
                code="unsigned",
            )
        _take_parts(tar, described, folder)
    return described


def _signed(tar: tarfile.TarFile, held: list[str]) -> Manifest:
    """The manifest, which one of the keys has signed."""
    content = _content(tar.next(), tar, manifest.NAME, LARGEST_MANIFEST)
    signature = _content(tar.next(), tar, SIGNATURE, LENGTH)
    described = manifest.read(content)
    made_by = [key for key in held if keys.fingerprint(key) == described.keys.get(CODE)]
    if not any(sealing.is_signed(content, signature, key=key) for key in made_by):
        raise UnableToReadBackup(
            _("The backup was not made by this installation: its signature is wrong."),
            code="wrong_signature",
        )
    return described


def _content(member: tarfile.TarInfo | None, tar: tarfile.TarFile, name: str, most: int) -> bytes:
    if member is None or member.name != name or member.size > most:
        raise manifest.damaged()
    stream = tar.extractfile(member)
    if stream is None:
        raise manifest.damaged()
    return stream.read()


def _take_parts(tar: tarfile.TarFile, described: Manifest, folder: Path | None) -> None:
    taken = set()
    while member := tar.next():
        _take(tar, member, described, folder)
        taken.add(member.name)
    if taken != set(described.parts):
        raise manifest.damaged()


def _take(
    tar: tarfile.TarFile, member: tarfile.TarInfo, described: Manifest, folder: Path | None
) -> None:
    # Only names that the manifest has, and it has none that leads out of the folder.
    stream = tar.extractfile(member) if member.isreg() else None
    if stream is None or member.name not in described.parts:
        raise manifest.damaged()
    if member.size != described.parts[member.name].size:
        raise manifest.damaged()
    with _draft(folder / member.name) if folder else nullcontext(None) as draft:
        if manifest.copied(stream, draft) != described.parts[member.name]:
            raise manifest.damaged()


@contextmanager
def _draft(target: Path) -> Iterator[IO[bytes]]:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as draft:
        yield draft
        draft.flush()
        os.fsync(draft.fileno())


def fitting_keys(described: Manifest, folder: Path) -> dict[str, str]:
    """The folder's keys, when they are those of the backup. Raises WrongKeys."""
    held = keys.data_keys(folder)
    known = {name: keys.fingerprint(text) for name, text in held.items()}
    if any(known.get(name) != wanted for name, wanted in described.keys.items()):
        raise sealing.wrong_keys(folder)
    return held


def put_keys(held: dict[str, str]) -> None:
    """Put the keys into the home; keys of the same name are kept aside, never overwritten."""
    for name, text in held.items():
        keys.put(settings.GAISMA_HOME / "keys" / name, text)


def put_files(described: Manifest, unpacked: Path) -> None:
    """Put all files but the record into the home, each whole and durable."""
    folders = set()
    for name in described.parts:
        if name != described.record:
            target = settings.GAISMA_HOME / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (unpacked / name).replace(target)
            folders.add(target.parent)
    for folder in folders:
        sync_folder(folder)


def remove_other_reports(described: Manifest) -> None:
    """Remove the reports that the backup does not know."""
    folder = settings.GAISMA_HOME / "reports"
    for place in list(folder.rglob("*")):
        if place.is_file() and f"reports/{place.relative_to(folder)}" not in described.parts:
            place.unlink()
