"""The files of the lake: named by their content, written whole, never changed."""

import hashlib
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

import polars as pl
from django.conf import settings
from django.utils.translation import gettext as _

from gaisma.analytics.tables import LakeTable
from gaisma.base import durable
from gaisma.base.errors import GaismaError

ROW_GROUP = 122_880
"""Rows in a group: what DuckDB reads in one go by one thread."""
DECIMAL = re.compile(r"decimal\((\d+), (\d+)\)")
POLARS_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "int64": pl.Int64,
    "string": pl.String,
    "boolean": pl.Boolean,
    "date": pl.Date,
    "array<string>": pl.List(pl.String),
}


class LakeFile(TypedDict):
    """One file of a table: its name under the lake's folder, its rows, what it is cut by."""

    name: str
    rows: int
    cut: dict[str, Any]


class DamagedLake(GaismaError):
    """A file that a version names is not there, or is not what it was written as."""


def folder() -> Path:
    """Where the lake's files lie."""
    return Path(settings.GAISMA_HOME) / "lake"


def path(file: LakeFile) -> Path:
    """The file's place."""
    return folder() / file["name"]


def demand_whole(file: Path) -> None:
    """Read the file through, once for as long as nobody has written it. Raises DamagedLake."""
    try:
        found = file.stat()
        is_whole = _is_whole(file, found.st_ino, found.st_size, found.st_mtime_ns)
    except FileNotFoundError:
        message = _("The file %(file)s of the lake is missing: bring back the last backup.")
        raise DamagedLake(message % {"file": _shown(file)}, code="file_missing") from None
    if not is_whole:
        message = _("The file %(file)s of the lake is damaged: bring back the last backup.")
        raise DamagedLake(message % {"file": _shown(file)}, code="file_damaged")


def read_anew() -> None:
    """Let every file be read through again: disks lose what nobody has written, too."""
    _is_whole.cache_clear()


@lru_cache(maxsize=65_536)
def _is_whole(file: Path, *_state: int) -> bool:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest().startswith(file.stem)


def _shown(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def write(table: LakeTable, frame: pl.DataFrame) -> list[LakeFile]:
    """Write the rows, cut as the table says; an empty table has one empty file.

    The order of files and rows is the frame's, so that equal rows give equal files.
    """
    frame = conforming(table, frame)
    return [_write(table, part, cut) for cut, part in _cut(table, frame)]


def conforming(table: LakeTable, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the table's columns and types, in its order. Raises when a column lacks."""
    return frame.select(pl.col(name).cast(kind) for name, kind in schema(table).items())


def schema(table: LakeTable) -> dict[str, pl.DataType | type[pl.DataType]]:
    """The table's columns in Polars' types."""
    return {name: _polars_type(kind) for name, kind in table.columns.items()}


def _polars_type(kind: str) -> pl.DataType | type[pl.DataType]:
    if decimal := DECIMAL.fullmatch(kind):
        return pl.Decimal(int(decimal[1]), int(decimal[2]))
    return POLARS_TYPES[kind]


def _cut(table: LakeTable, frame: pl.DataFrame) -> Iterator[tuple[dict[str, Any], pl.DataFrame]]:
    if not table.cut_by or frame.is_empty():
        yield {}, frame
        return
    for key, part in frame.group_by(*table.cut_by, maintain_order=True):
        yield dict(zip(table.cut_by, key, strict=True)), part


def _write(table: LakeTable, frame: pl.DataFrame, cut: dict[str, Any]) -> LakeFile:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", row_group_size=ROW_GROUP)
    content = buffer.getbuffer()
    name = f"{table.key}/{hashlib.sha256(content).hexdigest()[:40]}.parquet"
    file = folder() / name
    if not file.exists():
        durable.place(file, content)
    return {"name": name, "rows": frame.height, "cut": cut}
