"""Excel workbooks (.xlsx) to cells; formulas and merged cells are found in the sheet's XML."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.reading.files import (
    LARGEST_UNPACKED,
    MEGABYTE,
    OLD_EXCEL_SIGNATURE,
    UnableToRead,
)
from gaisma.evidence.interop.reading.grid import MOST_COLUMNS, Cell, Grid, refuse_width

CHUNK = 4 * MEGABYTE
OVERLAP = 4096
LISTED = 1_000
MOST_ROWS = 500_000
FORMULA = re.compile(rb"<c\b([^>]*)>\s*<f\b")
MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+)(\d+)')
ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"')
FAR_COLUMN = re.compile(rb'<c\b[^>]*?\br="(?:[A-Z]{3}|[H-Z][A-Z])(\d+)"')
ADDRESS = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def grid(data: bytes, sheet_names: frozenset[str]) -> Grid:
    """The cells of the sheet that has one of the names, or of the only sheet.

    `sheet_names` are in lower case. Raises UnableToRead when it is no sound workbook, unpacks to
    too much, or has several sheets of which none is so named.
    """
    archive, workbook = opened(data)
    name = _chosen(workbook, sheet_names)
    formulas, merged = _marks(archive, _part(archive, name))
    return Grid(_cells(workbook, name), formulas=formulas, merged=merged)


def opened(data: bytes) -> tuple[zipfile.ZipFile, Any]:
    """The archive and calamine's workbook in it. Raises UnableToRead when it is not sound."""
    archive = _archive(data)
    _refuse_bomb(archive)
    return archive, _opened(data)


def _archive(data: bytes) -> zipfile.ZipFile:
    if data.startswith(OLD_EXCEL_SIGNATURE):
        raise UnableToRead(
            _("This is an old (.xls) or locked workbook: save it as .xlsx without a password.")
        )
    if not data.startswith(b"PK"):
        raise UnableToRead(_("This is not an Excel workbook: save it as .xlsx or .csv."))
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _damaged() from error


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST_UNPACKED:
        raise UnableToRead(
            _("The workbook unpacks to %(size)d MB and the limit is %(limit)d MB.")
            % {"size": size // MEGABYTE, "limit": LARGEST_UNPACKED // MEGABYTE}
        )
    try:
        # Reads no member further than its declared size, and holds it to its checksum.
        broken = archive.testzip()
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, zlib.error) as error:
        raise _damaged() from error
    if broken:
        raise _damaged()


def _opened(data: bytes) -> Any:
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # calamine's errors have no common ancestor of their own
        raise _damaged() from error


def _damaged() -> UnableToRead:
    return UnableToRead(
        _("The workbook is damaged or was cut off: open it in Excel, save it and send it again.")
    )


def _chosen(workbook: Any, names: frozenset[str]) -> str:
    sheets: list[str] = list(workbook.sheet_names)
    named = [sheet for sheet in sheets if sheet.strip().lower() in names]
    if len(named) == 1:
        return named[0]
    if len(sheets) == 1:
        return sheets[0]
    raise UnableToRead(
        _(
            "The workbook has the sheets %(sheets)s: name the one to be taken “%(name)s”, "
            "or leave only that one."
        )
        % {"sheets": ", ".join(sheets), "name": min(names)}
    )


def _cells(workbook: Any, name: str) -> pl.DataFrame:
    try:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except Exception as error:  # as above
        raise _damaged() from error
    if not rows or not rows[0]:
        raise UnableToRead(_("The sheet is empty: it needs a header and rows."))
    refuse_width(_width(rows[0]))
    columns = zip(*rows, strict=True)
    frame = pl.DataFrame({str(place): _strings(cells) for place, cells in enumerate(columns)})
    return frame.with_columns(pl.int_range(1, frame.height + 1).alias("row"))


def _width(header: list[Any]) -> int:
    filled = [place for place, value in enumerate(header, start=1) if value not in ("", None)]
    return max(filled, default=0)


def _strings(cells: tuple[Any, ...]) -> pl.Series:
    kinds = set(map(type, cells))
    column = pl.Series(cells, dtype=pl.String, strict=False)
    if float in kinds:
        column = column.str.replace(r"^(-?\d+)\.0$", "$1")
    if not kinds <= {str, float, int, type(None)}:
        column = column.str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00(\.0+)?$", "$1")
    return column


def _part(archive: zipfile.ZipFile, name: str) -> str | None:
    """The archive's member that holds the sheet, as the workbook's own lists say."""
    from xml.etree.ElementTree import ParseError

    try:
        return _listed_part(archive, name)
    except (KeyError, ParseError, OSError, zipfile.BadZipFile):
        return None


def _listed_part(archive: zipfile.ZipFile, name: str) -> str | None:
    from xml.etree import ElementTree

    office = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    # No document type can hide here: calamine has read the same parts already.
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet") and sheet.get("name") == name:
            target = targets.get(sheet.get(office), "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _marks(archive: zipfile.ZipFile, part: str | None) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    formulas: dict[Cell, None] = {}
    merged: dict[Cell, None] = {}
    for text in _chunks(archive, part) if part else ():
        _refuse_far_cells(text)
        if len(formulas) < LISTED:
            formulas |= dict.fromkeys(_addressed(match[1]) for match in FORMULA.finditer(text))
        merged |= dict.fromkeys(_cell(match[1], match[2]) for match in MERGED.finditer(text))
    return tuple(formulas), tuple(merged)


def _refuse_far_cells(text: bytes) -> None:
    """A cell far away makes the reader hold all empty ones before it."""
    column = FAR_COLUMN.search(text)
    if column:
        refuse_width(MOST_COLUMNS + 1)
    last = max((int(match[1]) for match in ROW.finditer(text)), default=0)
    if last > MOST_ROWS:
        raise UnableToRead(
            _(
                "The sheet reaches down to row %(row)d and the limit is %(limit)d: "
                "delete what stands below the table, or send it in parts."
            )
            % {"row": last, "limit": MOST_ROWS},
            row=last,
        )


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    kept = b""
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                yield kept + chunk
                kept = chunk[-OVERLAP:]
    except (KeyError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise _damaged() from error


def _addressed(attributes: bytes) -> Cell:
    address = ADDRESS.search(attributes)
    return _cell(address[1], address[2]) if address else Cell(None, None)


def _cell(letters: bytes, digits: bytes) -> Cell:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return Cell(int(digits), column - 1)
