"""A file as it lies on the disk: its size is looked at before it is read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from gaisma.base.apart import MEGABYTE, UnableToRead

LARGEST_FILE = 128 * MEGABYTE
LARGEST_UNPACKED = 512 * MEGABYTE
"""What a workbook may unpack to; a few kilobytes can hold gigabytes of zeros."""

ZIP_SIGNATURE = b"PK\x03\x04"
OLD_EXCEL_SIGNATURE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Contents:
    """A file's place, name, size and SHA-256."""

    path: Path
    name: str
    size: int
    sha256: str


def contents(path: Path, *, most: int = LARGEST_FILE) -> Contents:
    """What lies there. Raises UnableToRead when it is empty, larger than `most` or no file."""
    if not path.is_file():
        raise UnableToRead(_("This is not a file: give the path of an .xlsx or .csv file."))
    size = path.stat().st_size
    _refuse_by_size(size, most)
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnableToRead(
            _("The file cannot be read: %(why)s.") % {"why": error.strerror}
        ) from error
    return Contents(path, path.name, size, digest)


def data(source: bytes | Path) -> bytes:
    """The bytes. Raises UnableToRead when they are too many: a file may have grown."""
    if isinstance(source, bytes):
        return source
    with source.open("rb") as stream:
        found = stream.read(LARGEST_FILE + 1)
    _refuse_by_size(len(found))
    return found


def _refuse_by_size(size: int, most: int = LARGEST_FILE) -> None:
    if size > most:
        raise UnableToRead(
            _(
                "The file has %(size)d MB and the limit is %(limit)d MB: send it in parts, "
                "or without columns that are not asked for."
            )
            % {"size": size // MEGABYTE, "limit": most // MEGABYTE}
        )
    if size == 0:
        raise UnableToRead(_("The file is empty: save it again with its header and rows."))
