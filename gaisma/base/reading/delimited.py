"""Text with separators (CSV) to cells: every cell a string, every row with its number."""

import csv
import io
import re
from collections.abc import Collection
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gaisma.analytics.vocabulary import folded
from gaisma.base.apart import UnableToRead
from gaisma.base.reading.files import OLD_EXCEL_SIGNATURE, ZIP_SIGNATURE
from gaisma.base.reading.grid import Grid, refuse_width

UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MANY_BYTES_LETTER = re.compile(rb"[\xc3-\xc5\xd0\xd1][\x80-\xbf]|\xe2\x80[\x90-\xa6]")
# Baltic and Polish words never hold four accented letters in a row; Cyrillic read as Baltic does.
WRONG_ALPHABET = re.compile("[À-ÖØ-öø-ž]{4}")
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f¤¬±\u02d9]")


def utf_8(data: bytes, notes: list[str]) -> bytes:
    """The text as UTF-8 without a mark; habits that were met are added to the notes.

    Raises UnableToRead with the row at which the bytes stop making sense.
    """
    refuse_workbook(data)
    if data.startswith(UTF_16_MARKS):
        return _from_utf_16(data, notes)
    if data.startswith(UTF_8_MARK):
        notes.append(_("The file begins with a byte-order mark; it was left out."))
        data = data.removeprefix(UTF_8_MARK)
    _refuse_nul(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _from_windows_1257(data, error.start, notes)
    return data


def refuse_workbook(data: bytes) -> None:
    """Raises UnableToRead for the bytes of a workbook."""
    if data.startswith((ZIP_SIGNATURE, OLD_EXCEL_SIGNATURE)):
        raise UnableToRead(
            _("This is an Excel workbook under the name of a text file: name it .xlsx.")
        )


def _refuse_nul(data: bytes) -> None:
    at = data.find(b"\0")
    if at >= 0:
        raise damaged_by_zeros(_row_of(data, at))


def damaged_by_zeros(row: int) -> UnableToRead:
    """What is said of a text with zero bytes in the row."""
    return UnableToRead(
        _("The file holds zero bytes, so it is damaged or no text: save it again as CSV."), row=row
    )


def _from_utf_16(data: bytes, notes: list[str]) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise unreadable(None) from error
    notes.append(_("The file is in UTF-16 (Excel's “Unicode text”); it was read so."))
    encoded = text.encode("utf-8")
    _refuse_nul(encoded)
    return encoded


def _from_windows_1257(data: bytes, first_bad: int, notes: list[str]) -> bytes:
    row = _row_of(data, first_bad)
    if MANY_BYTES_LETTER.search(data):
        raise unreadable(row)  # UTF-8 with a damaged place
    try:
        text = data.decode("cp1257")
    except UnicodeDecodeError as error:
        raise unreadable(_row_of(data, error.start)) from error
    strange = WRONG_ALPHABET.search(text) or CONTROL.search(text)
    if strange:
        raise unreadable(text.count("\n", 0, strange.start()) + 1)
    notes.append(_("The file is in windows-1257, the older Baltic encoding; it was read so."))
    return text.encode("utf-8")


def unreadable(row: int | None) -> UnableToRead:
    """What is said of bytes that are no text."""
    message = _(
        "Here are bytes that are text neither in UTF-8 nor in windows-1257: "
        "save the file as “CSV UTF-8”."
    )
    return UnableToRead(message, row=row)


def _row_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1


SEPARATORS = (",", ";", "\t", "|")
HEADER_BYTES = 64 * 1024


def grid(data: bytes, known: Collection[str], notes: list[str]) -> Grid:
    """The cells of UTF-8 text; the separator is the one that finds the most known columns.

    `known` are folded names.

    Raises UnableToRead when the text ends inside quotation marks.
    """
    data, separator = _declared_separator(data, notes)
    if data.count(b'"') % 2:
        raise cut_off_in_quotation()
    separator = separator or _separator(data, known)
    if separator != ",":
        notes.append(_("Cells are separated by %(name)s.") % {"name": name_of(separator)})
    return _cells(data, separator, width=len(_header(data, separator)))


def cut_off_in_quotation() -> UnableToRead:
    """What is said of a text that ends inside quotation marks."""
    return UnableToRead(
        _(
            "A quotation mark is opened and never closed: the file was cut off, "
            "or a cell holds a single quotation mark."
        )
    )


def _declared_separator(data: bytes, notes: list[str]) -> tuple[bytes, str]:
    """Excel's own first line `sep=;`, when there is one."""
    first, _end, rest = data.partition(b"\n")
    if not first.lower().startswith(b"sep=") or len(first.rstrip()) != 5:
        return data, ""
    notes.append(_("The first line only names the separator; rows are counted from the next."))
    return rest, first.decode()[4]


def _separator(data: bytes, known: Collection[str]) -> str:
    def worth(separator: str) -> tuple[int, int]:
        cells = _header(data, separator)
        return sum(folded(cell) in known for cell in cells), len(cells)

    return max(SEPARATORS, key=worth)


def _header(data: bytes, separator: str) -> list[str]:
    text = data[:HEADER_BYTES].decode("utf-8", errors="ignore")
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


def _cells(data: bytes, separator: str, width: int) -> Grid:
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    refuse_width(width)
    ragged: list[Any] = []

    def keep(row: Any) -> str:
        ragged.append(row)
        return "skip"

    names = [str(number) for number in range(max(width, 1))]
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(data),
            arrow_csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
            arrow_csv.ParseOptions(
                delimiter=separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=keep,
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise UnableToRead(_("The text cannot be read as rows of cells.")) from error
    frame = pl.DataFrame(pl.from_arrow(table))
    _refuse_cut_end(data, ragged, rows=frame.height + len(ragged))
    return Grid(_numbered(frame, {row.number for row in ragged}), _short_rows(ragged))


def _numbered(frame: pl.DataFrame, skipped: set[int]) -> pl.DataFrame:
    numbers = pl.int_range(1, frame.height + len(skipped) + 1, eager=True).alias("row")
    if skipped:
        numbers = numbers.filter(~numbers.is_in(list(skipped)))
    return frame.with_columns(numbers)


def _short_rows(ragged: list[Any]) -> dict[int, tuple[int, int]]:
    return {row.number: (row.actual_columns, row.expected_columns) for row in ragged}


def _refuse_cut_end(data: bytes, ragged: list[Any], rows: int) -> None:
    last = ragged[-1] if ragged else None
    if last is None or data.endswith((b"\n", b"\r")) or last.number != rows:
        return
    if last.actual_columns < last.expected_columns:
        raise UnableToRead(
            _("The file ends in the middle of this row, so it was cut off: send it again."),
            row=last.number,
        )


def name_of(separator: str) -> str:
    """What people call it."""
    names = {
        ";": pgettext("separator", "semicolons"),
        "\t": pgettext("separator", "tabs"),
        "|": pgettext("separator", "vertical bars"),
    }
    return names.get(separator, separator)
