"""Asks the process that may die for tables; what comes back is plain values and columns of text."""

import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from gaisma.base import apart
from gaisma.base.reading import coded, readers
from gaisma.base.reading.grid import Cell, Grid

Rows = list[list[str]]


def grid(
    path: Path, *, sheet_names: Collection[str], known: Collection[str], notes: list[str]
) -> Grid:
    """The cells of a table; habits that were met are added to the notes. Raises UnableToRead."""
    try:
        answer = apart.asked(
            readers.grid,
            path,
            limits=apart.TABLE,
            suffix=path.suffix.lower(),
            sheet_names=sorted(sheet_names),
            known=sorted(known),
        )
    except apart.UnableToRead as refusal:
        notes.extend(refusal.notes)
        raise
    said = answer.said
    notes.extend(said["notes"])
    return Grid(
        pl.read_ipc(io.BytesIO(answer.parts[0])),
        {row: (actual, expected) for row, actual, expected in said["ragged"]},
        tuple(Cell(*cell) for cell in said["formulas"]),
        tuple(Cell(*cell) for cell in said["merged"]),
    )


def sheets(data: bytes, *, names: Collection[str], most_rows: int) -> dict[str, Rows]:
    """The sheets of those names, each no longer than one row more. Raises UnableToRead."""
    given = {"names": sorted(names), "most_rows": most_rows + 1}
    found: dict[str, Rows] = apart.asked(readers.sheets, data, limits=apart.PAGE, **given).said
    return found


def rows(name: str, data: bytes, *, most_rows: int) -> Rows:
    """The rows of a short list, XLSX or CSV, no more than one too many. Raises UnableToRead."""
    given = {"suffix": Path(name).suffix.lower(), "most_rows": most_rows + 1}
    found: Rows = apart.asked(readers.rows, data, limits=apart.PAGE, **given).said
    return found


def glance(path: Path, *, most_bytes: int, marks: Collection[str]) -> tuple[list[str], list[str]]:
    """The names of a workbook's sheets in lower case, and the first header. Raises UnableToRead."""
    given = {"suffix": path.suffix.lower(), "most_bytes": most_bytes, "marks": list(marks)}
    names, header = apart.asked(readers.glance, path, limits=apart.TABLE, **given).said
    return names, header


@dataclass(frozen=True)
class Coded:
    """The known columns of a mass table: codes by place, and the texts that they stand for.

    The first of the rows is row 2 of the file. `ragged` are the first of the rows that are left out
    because of another width: number → (cells, cells of the header).
    """

    frame: pl.DataFrame
    header: list[str]
    texts: dict[int, list[str]]
    ragged: dict[int, tuple[int, int]]
    ragged_total: int
    formulas: tuple[Cell, ...]
    merged: tuple[Cell, ...]


def codes(
    path: Path, *, sheet_names: Collection[str], known: Collection[str], notes: list[str]
) -> Coded:
    """The cells of millions of rows; habits that were met are added. Raises UnableToRead."""
    given = {"sheet_names": sorted(sheet_names), "known": sorted(known)}
    try:
        answer = apart.asked(
            coded.table, path, limits=apart.MASS, suffix=path.suffix.lower(), **given
        )
    except apart.UnableToRead as refusal:
        notes.extend(refusal.notes)
        raise
    said = answer.said
    notes.extend(said["notes"])
    return Coded(
        frame=pl.read_ipc(io.BytesIO(answer.parts[0])).rechunk(),
        header=said["header"],
        texts={int(place): texts for place, texts in said["texts"].items()},
        ragged={row: (actual, expected) for row, actual, expected in said["ragged"]},
        ragged_total=said["ragged_total"],
        formulas=tuple(Cell(*cell) for cell in said["formulas"]),
        merged=tuple(Cell(*cell) for cell in said["merged"]),
    )
