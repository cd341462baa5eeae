"""What a backup says about itself: its parts with their hashes, never a key."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError

NAME = "manifest.json"
FORMAT = 3
UNSIGNED = (1, 2)
"""Earlier formats that are read when somebody vouches for them; the first knew no attachments."""
READABLE = (*UNSIGNED, FORMAT)
FOLDERS = ("lake", "files", "reports")
RECORDS = {"sqlite": "record.sqlite3", "postgresql": "record.dump"}
BLOCK = 1 << 20


class UnableToReadBackup(GaismaError):
    """The file is no backup, is damaged, or was made by a newer program."""


@dataclass(frozen=True)
class Part:
    """One file of the backup."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A backup: when, of which database, at which migrations and lake version, under which keys.

    `keys` are fingerprints, from which no key can be learnt.
    """

    made_at: str
    database: str
    migrations: list[str]
    lake_version: int | None
    keys: dict[str, str]
    parts: dict[str, Part] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def record(self) -> str:
        """The part that holds the record."""
        return RECORDS[self.database]

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def read(content: bytes) -> Manifest:
    """The manifest. Raises UnableToReadBackup, also for a part that would lie elsewhere."""
    try:
        values: dict[str, Any] = json.loads(content)
        if values["format"] not in READABLE:
            raise newer()
        parts = {name: Part(**part) for name, part in values.pop("parts").items()}
        manifest = Manifest(parts=parts, **values)
        if not all(is_inside(name, manifest.record) for name in parts):
            raise damaged()
    except (ValueError, TypeError, KeyError, AttributeError):
        raise damaged() from None
    return manifest


def is_inside(name: str, record: str) -> bool:
    """Whether a part's name is the record's, or leads into one of our folders and nowhere else."""
    path = PurePosixPath(name)
    plain = str(path) == name and "\\" not in name and not {"..", "."} & set(path.parts)
    return name == record or (plain and len(path.parts) > 1 and path.parts[0] in FOLDERS)


def part_of(file: Path) -> Part:
    """The file's size and hash."""
    with file.open("rb") as stream:
        return Part(file.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def copied(source: IO[bytes], target: IO[bytes] | None) -> Part:
    """Copy all of a stream, or only read it; what it held."""
    digest, size = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        if target is not None:
            target.write(block)
        digest.update(block)
        size += len(block)
    return Part(size, digest.hexdigest())


def damaged() -> UnableToReadBackup:
    """What is said about a file that is no whole backup."""
    return UnableToReadBackup(
        _("This is no backup of Gaisma, or it is damaged: take another copy of it."),
        code="damaged_backup",
    )


def newer() -> UnableToReadBackup:
    """What is said about a backup of a program that this one does not know."""
    return UnableToReadBackup(
        _("The backup was made by a newer Gaisma: install that version first."),
        code="newer_backup",
    )
