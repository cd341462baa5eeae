"""A backup as one tar file: the manifest first and its signature, then the parts that it names."""

import io
import lzma
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from gaisma.base import keys
from gaisma.base.rotation import CODE
from gaisma.evidence.archive import drafts, manifest, sealing
from gaisma.evidence.archive.manifest import Manifest, UnableToReadBackup

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
