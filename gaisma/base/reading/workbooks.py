"""Excel workbooks (.xlsx) to cells; formulas and merged cells are found in the sheet's XML.

Read in the process that may die: what is refused here by name is told better, and whatever goes
past that ends there.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gaisma.base.apart import MEGABYTE, UnableToRead
from gaisma.base.reading.files import LARGEST_UNPACKED, OLD_EXCEL_SIGNATURE

if TYPE_CHECKING:
    import polars as pl

    from gaisma.base.reading.grid import Cell, Grid

CHUNK = 4 * MEGABYTE
OVERLAP = 4096
LISTED = 1_000
MOST_COLUMNS = 200
MOST_ROWS = 500_000
MOST_CELLS = 12_000_000
"""Of the rectangle around all that stands in a sheet."""
BATCH = 20_000
Q = rb"""\s*=\s*["']"""
"""What stands before an attribute's value, as XML lets it be written."""
FORMULA = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>\s*<(?:\w+:)?f\b")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]*\bref" + Q + rb"([A-Z]+)(\d+)")
ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*?\br" + Q + rb"(\d+)")
FAR_COLUMN = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\br" + Q + rb"((?:[A-Za-z]{3,}|[H-Zh-z][A-Za-z])\d*)"
)
FAR_ROW = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\br" + Q + rb"([A-Za-z]{1,3}(?:[5-9]\d{5}|\d{7,}))")
ADDRESS = re.compile(rb"\br" + Q + rb"([A-Z]{1,3})(\d{1,7})")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SEEN = 40
"""Letters of a value that are told."""


def grid(data: bytes, names: Iterable[str]) -> "Grid":
    """The cells of the sheet that has one of the names, or of the only sheet.

    `names` are in lower case. Raises UnableToRead when it is no sound workbook, unpacks to
    too much, or has several sheets of which none is so named.
    """
    from gaisma.base.reading.grid import Grid

    archive, workbook = opened(data)
    name = _chosen(workbook, frozenset(names))
    formulas, merged = _marks(archive, _part(archive, name))
    return Grid(_cells(_sheet(workbook, name)), formulas=formulas, merged=merged)


def texts(
    data: bytes, *, names: Iterable[str] | None, most_rows: int
) -> dict[str, list[list[str]]]:
    """The sheets of those names as rows of text, or the first one; no more rows than wanted.

    Raises UnableToRead, also for a sign that no text holds.
    """
    archive, workbook = opened(data)
    wanted = None if names is None else set(names)
    found: dict[str, list[list[str]]] = {}
    for name in list(workbook.sheet_names)[: 1 if wanted is None else None]:
        known = name.strip().lower()
        if wanted is None or known in wanted:
            _marks(archive, _part(archive, name))
            sheet = _sheet(workbook, name)
            found[known] = [
                [_text(cell, row, place) for place, cell in enumerate(cells)]
                for row, cells in _rows(sheet, most_rows)
            ]
    return found


def glance(data: bytes) -> tuple[list[str], list[str]]:
    """The names of the sheets in lower case, and the header of the first one."""
    archive, workbook = opened(data)
    names = list(workbook.sheet_names)
    if not names:
        return [], []
    _marks(archive, _part(archive, names[0]))
    rows = [cells for _row, cells in _rows(_sheet(workbook, names[0]), 1)]
    header = [str(cell) for cell in rows[0]] if rows else []
    return [name.strip().lower() for name in names], header


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
    except MemoryError:
        raise
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


def _sheet(workbook: Any, name: str) -> Any:
    """The sheet, seen to reach no further than a table does."""
    try:
        sheet = workbook.get_sheet_by_name(name)
    except MemoryError:
        raise
    except Exception as error:  # as above
        raise _damaged() from error
    start, end = sheet.start, sheet.end
    if start and end:
        _refuse_reach(int(end[0]) + 1, int(end[1]) + 1)
    return sheet


def _refuse_reach(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        raise _too_far(f"{letters_of(columns - 1)}{rows}")


def _too_far(cell: str) -> UnableToRead:
    column = cell.rstrip("0123456789")
    row = int(cell[len(column) :] or 0)
    return UnableToRead(
        _(
            "The sheet reaches to the cell %(cell)s; a table ends by row %(rows)d and column "
            "%(columns)d: delete what stands below it and to its right, or send it in parts."
        )
        % {"cell": cell, "rows": MOST_ROWS, "columns": MOST_COLUMNS},
        row=row or None,
        column=column,
    )


def letters_of(place: int) -> str:
    """What a spreadsheet calls the column (0 = A)."""
    named = ""
    while place >= 0:
        place, letter = divmod(place, 26)
        named, place = chr(65 + letter) + named, place - 1
    return named


def _rows(sheet: Any, most: int | None = None) -> Iterator[tuple[int, list[Any]]]:
    """The rows with their numbers, from the first row and column of the sheet on."""
    start = sheet.start
    if start is None:
        return
    above, before = int(start[0]), [""] * int(start[1])
    last = above + int(sheet.height) if most is None else min(above + int(sheet.height), most)
    width = len(before) + int(sheet.width)
    for row in range(1, min(above, last) + 1):
        yield row, [""] * width
    for row, cells in enumerate(sheet.iter_rows(), start=above + 1):
        if row > last:
            return
        yield row, [*before, *cells] if len(cells) < width else list(cells)


def _cells(sheet: Any) -> "pl.DataFrame":
    import polars as pl

    from gaisma.base.reading.grid import refuse_width

    frames: list[pl.DataFrame] = []
    kept: list[list[Any]] = []

    def pack() -> None:
        columns = zip(*kept, strict=True)
        frames.append(
            pl.DataFrame({str(place): _strings(cells) for place, cells in enumerate(columns)})
        )
        kept.clear()

    for row, cells in _rows(sheet):
        if row == 1:
            refuse_width(_width(cells))
        kept.append(cells)
        if len(kept) == BATCH:
            pack()
    if kept:
        pack()
    if not frames or not frames[0].width:
        raise UnableToRead(_("The sheet is empty: it needs a header and rows."))
    frame = pl.concat(frames)
    return frame.with_columns(pl.int_range(1, frame.height + 1).alias("row"))


def _width(header: list[Any]) -> int:
    filled = [place for place, value in enumerate(header, start=1) if value not in ("", None)]
    return max(filled, default=0)


def _strings(cells: tuple[Any, ...]) -> "pl.Series":
    import polars as pl

    kinds = set(map(type, cells))
    column = pl.Series(cells, dtype=pl.String, strict=False)
    if float in kinds:
        column = column.str.replace(r"^(-?\d+)\.0$", "$1")
    if not kinds <= {str, float, int, type(None)}:
        column = column.str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00(\.0+)?$", "$1")
    return column


def _text(cell: Any, row: int, place: int) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    if isinstance(cell, date | datetime):
        return str(cell)
    said = str(cell).strip() if cell is not None else ""
    if CONTROL.search(said):
        raise UnableToRead(
            _("Here is a character that no text holds: write the value again."),
            row=row,
            column=letters_of(place),
            value=CONTROL.sub("?", said)[:SEEN],
        )
    return said


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


def _marks(
    archive: zipfile.ZipFile, part: str | None
) -> tuple[tuple["Cell", ...], tuple["Cell", ...]]:
    formulas: dict[Cell, None] = {}
    merged: dict[Cell, None] = {}
    for text in _chunks(archive, part) if part else ():
        _refuse_far_cells(text)
        if len(formulas) < LISTED:
            formulas |= dict.fromkeys(_addressed(match[1]) for match in FORMULA.finditer(text))
        if len(merged) < LISTED:
            merged |= dict.fromkeys(_cell(match[1], match[2]) for match in MERGED.finditer(text))
    return tuple(formulas), tuple(merged)


def _refuse_far_cells(text: bytes) -> None:
    """A cell far away makes the reader hold all empty ones before it."""
    far = FAR_COLUMN.search(text) or FAR_ROW.search(text)
    if far:
        raise _too_far(far[1].decode("ascii").upper())
    last = max((int(match[1][:9]) for match in ROW.finditer(text)), default=0)
    if last > MOST_ROWS:
        raise _too_far(f"A{last}")


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    kept = b""
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                yield kept + chunk
                kept = chunk[-OVERLAP:]
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, zlib.error) as error:
        raise _damaged() from error


def _addressed(attributes: bytes) -> "Cell":
    address = ADDRESS.search(attributes)
    from gaisma.base.reading.grid import Cell

    return _cell(address[1], address[2]) if address else Cell(None, None)


def _cell(letters: bytes, digits: bytes) -> "Cell":
    from gaisma.base.reading.grid import Cell

    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return Cell(int(digits), column - 1)
