"""Where a set lies: a folder or a zip archive, opened without writing anything anywhere."""

import hashlib
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.evidence.interop.findings import Findings

LARGEST_FILE = 150_000_000
LARGEST_SET = 600_000_000
"""Bytes when unpacked. A city of 126 000 learners sends about 60 million."""
MANIFEST = "manifest.csv"
CHUNK = 1 << 20
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class UnreadableMember(Exception):
    """A file of the set cannot be read; the message is fit for the person who sent it."""


class Place(Protocol):
    """A folder or an archive, flat: the set's files by name."""

    @property
    def size(self) -> int: ...

    @property
    def sha256(self) -> str: ...

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the set's files."""

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises UnreadableMember."""


@dataclass(frozen=True)
class Folder:
    """A folder that holds manifest.csv."""

    path: Path
    files: dict[str, Path]
    size: int
    sha256: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.files)

    def read(self, name: str) -> bytes:
        try:
            return self.files[name].read_bytes()
        except OSError as error:
            raise UnreadableMember(
                _("The file cannot be read: %(why)s.") % {"why": error.strerror}
            ) from error


@dataclass(frozen=True)
class Archive:
    """A zip archive; `members` maps a file's name to its path inside."""

    path: Path
    members: dict[str, str]
    size: int
    sha256: str

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.members)

    def read(self, name: str) -> bytes:
        try:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.members[name]) as stream:
                data = stream.read(LARGEST_FILE + 1)
        except UNREADABLE as error:
            raise UnreadableMember(
                _("The file is damaged or cut off inside the archive: send the archive again.")
            ) from error
        if len(data) > LARGEST_FILE:
            raise UnreadableMember(too_large())
        return data


def demand(path: Path) -> None:
    """Raises GaismaError when nothing is at the path."""
    if not path.exists():
        raise GaismaError(
            _("There is no folder or file %(path)s.") % {"path": path}, code="no_such_file"
        )


def opened(path: Path, findings: Findings) -> Place | None:
    """The set at a path; None when problems stand against opening it."""
    return _folder(path, findings) if path.is_dir() else _archive(path, findings)


def too_large() -> str:
    """The sentence about the limit of one file."""
    return _(
        "The file is larger than %(limit)s MB: send the set in parts, one per institution."
    ) % {"limit": LARGEST_FILE // 1_000_000}


def _folder(path: Path, findings: Findings) -> Folder | None:
    found = {PurePosixPath(file.relative_to(path).as_posix()): file for file in _files(path)}
    for inside, file in found.items():
        if not file.resolve().is_relative_to(path.resolve()):
            message = _("The link leads out of the folder: put the file itself.")
            findings.problem(str(inside), message)
        elif file.stat().st_size > LARGEST_FILE:
            findings.problem(str(inside), too_large())
    members = _flat(tuple(found), path.name, findings)
    if findings.problems_total:
        return None
    files = {name: found[member] for name, member in members.items()}
    digest = hashlib.sha256()
    for name, file in sorted(files.items()):
        digest.update(f"{name}:{_hash_of(file)}\n".encode())
    return Folder(path, files, sum(f.stat().st_size for f in files.values()), digest.hexdigest())


def _files(path: Path) -> Iterator[Path]:
    return (file for file in sorted(path.glob("*")) + sorted(path.glob("*/*")) if file.is_file())


def _archive(path: Path, findings: Findings) -> Archive | None:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except UNREADABLE:
        findings.problem(
            path.name,
            _("This is no zip archive, or it is cut off: send a folder or a whole .zip file."),
        )
        return None
    _check_members(infos, path.name, findings)
    members = {}
    if not findings.problems_total:
        inside = tuple(PurePosixPath(info.filename) for info in infos)
        members = _flat(inside, path.name, findings)
    if findings.problems_total:
        return None
    names = {name: str(member) for name, member in members.items()}
    return Archive(path, names, path.stat().st_size, _hash_of(path))


def _check_members(infos: list[zipfile.ZipInfo], archive: str, findings: Findings) -> None:
    for info in infos:
        if message := _refusal(info):
            findings.problem(info.filename, message)
    for name, times in Counter(info.filename for info in infos).items():
        if times > 1:
            findings.problem(name, _("The archive holds this file more than once: leave one."))
    if sum(info.file_size for info in infos) > LARGEST_SET:
        findings.problem(
            archive,
            _("Unpacked, the archive is larger than %(limit)s MB: send the set in parts.")
            % {"limit": LARGEST_SET // 1_000_000},
        )


def _refusal(info: zipfile.ZipInfo) -> str | None:
    name = info.orig_filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts:
        return _("The path climbs out of the archive: pack the files without folders.")
    if name.startswith(("/", "\\")) or any(":" in part for part in parts[:1]):
        return _("The path is absolute: pack the files without folders.")
    if stat.S_ISLNK(info.external_attr >> 16):
        return _("The archive holds a link: pack the file itself.")
    if info.flag_bits & 1:
        return _("The file is protected by a password: pack it without one.")
    return too_large() if info.file_size > LARGEST_FILE else None


def _flat(
    inside: tuple[PurePosixPath, ...], where: str, findings: Findings
) -> dict[str, PurePosixPath]:
    """The files beside manifest.csv, by name; it may lie in one folder."""
    roots = sorted({path.parent for path in inside if path.name == MANIFEST}, key=str)
    if not roots:
        findings.problem(
            MANIFEST,
            _("The set has no manifest.csv: it says which version of OneRoster the files have."),
        )
        return {}
    if len(roots) > 1:
        findings.problem(
            MANIFEST, _("The set has more than one manifest.csv: send one set a time.")
        )
    if roots[0] != PurePosixPath():
        findings.note(
            where, _("The files lie in the folder %(folder)s.") % {"folder": roots[0].as_posix()}
        )
    return {path.name: path for path in inside if path.parent == roots[0]}


def _hash_of(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
