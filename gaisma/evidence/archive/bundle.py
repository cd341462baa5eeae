"""A backup as one tar file: the manifest first, then the parts that it names."""

import io
import lzma
import os
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from gaisma.evidence.archive import drafts, manifest
from gaisma.evidence.archive.manifest import Manifest

LARGEST_MANIFEST = 1 << 26
COMPRESSED = (".gz", ".tgz")
UNREADABLE = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError, OverflowError)


def write(target: Path, described: Manifest, files: Mapping[str, Path], *, moment: int) -> None:
    """Write the backup; it appears whole. Ending in .gz or .tgz it is compressed."""
    mode = "w:gz" if target.suffix in COMPRESSED else "w"
    with (
        drafts.file(target) as stream,
        tarfile.open(fileobj=stream, mode=mode) as tar,  # type: ignore[call-overload]
    ):
        content = described.as_bytes()
        _add(tar, manifest.NAME, io.BytesIO(content), len(content), moment)
        for name, part in described.parts.items():
            with files[name].open("rb") as source:
                _add(tar, name, source, part.size, moment)


def _add(tar: tarfile.TarFile, name: str, source: IO[bytes], size: int, moment: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, moment, 0o600
    tar.addfile(member, source)


def unpack(source: Path, folder: Path) -> Manifest:
    """Write the parts into the folder, each as the manifest says. Raises UnableToReadBackup."""
    try:
        with tarfile.open(source, "r:*") as tar:
            described = _manifest(tar)
            unpacked = {member.name for member in tar if _unpacked(tar, member, described, folder)}
    except UNREADABLE:
        raise manifest.damaged() from None
    if unpacked != set(described.parts):
        raise manifest.damaged()
    return described


def _manifest(tar: tarfile.TarFile) -> Manifest:
    first = tar.next()
    if first is None or first.name != manifest.NAME or first.size > LARGEST_MANIFEST:
        raise manifest.damaged()
    stream = tar.extractfile(first)
    if stream is None:
        raise manifest.damaged()
    return manifest.read(stream.read())


def _unpacked(
    tar: tarfile.TarFile, member: tarfile.TarInfo, described: Manifest, folder: Path
) -> bool:
    if member.name == manifest.NAME:
        return False
    # Only names that the manifest has, and it has none that leads out of the folder.
    stream = tar.extractfile(member) if member.isreg() else None
    if stream is None or member.name not in described.parts:
        raise manifest.damaged()
    if member.size != described.parts[member.name].size:
        raise manifest.damaged()
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as draft:
        if manifest.copied(stream, draft) != described.parts[member.name]:
            raise manifest.damaged()
        draft.flush()
        os.fsync(draft.fileno())
    return True
