"""A file as it lies on the disk: its size is looked at before it is read."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

MEGABYTE = 1024 * 1024
LARGEST_FILE = 128 * MEGABYTE
LARGEST_UNPACKED = 512 * MEGABYTE
"""What a workbook may unpack to; a few kilobytes can hold gigabytes of zeros."""

ZIP_SIGNATURE = b"PK\x03\x04"
OLD_EXCEL_SIGNATURE = b"\xd0\xcf\x11\xe0"


class UnableToRead(Exception):
    """Says what is wrong with the file as a whole, or with one row or column of it."""

    def __init__(
        self,
        message: str,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.row = row
        self.column = column
        self.value = value


@dataclass(frozen=True)
class Contents:
    """A file's bytes with its name, size and SHA-256."""

    name: str
    data: bytes
    sha256: str

    @property
    def size(self) -> int:
        return len(self.data)


def contents(path: Path) -> Contents:
    """The file's bytes. Raises UnableToRead when it is empty, too large or no file."""
    if not path.is_file():
        raise UnableToRead(_("This is not a file: give the path of an .xlsx or .csv file."))
    _refuse_by_size(path.stat().st_size)
    with path.open("rb") as stream:
        data = stream.read(LARGEST_FILE + 1)
    _refuse_by_size(len(data))  # it may have grown, or be a device without a size
    return Contents(path.name, data, hashlib.sha256(data).hexdigest())


def _refuse_by_size(size: int) -> None:
    if size > LARGEST_FILE:
        raise UnableToRead(
            _(
                "The file has %(size)d MB and the limit is %(limit)d MB: send it in parts, "
                "or without columns that are not asked for."
            )
            % {"size": size // MEGABYTE, "limit": LARGEST_FILE // MEGABYTE}
        )
    if size == 0:
        raise UnableToRead(_("The file is empty: save it again with its header and rows."))
