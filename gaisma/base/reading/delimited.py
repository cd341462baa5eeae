"""Text with separators (CSV) to cells: every cell a string, every row with its number."""

import csv
import io
from collections.abc import Collection
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gaisma.analytics.vocabulary import folded
from gaisma.base.apart import UnableToRead
from gaisma.base.reading.grid import Grid, refuse_width

SEPARATORS = (",", ";", "\t", "|")
HEADER_BYTES = 64 * 1024


def grid(data: bytes, known: Collection[str], notes: list[str]) -> Grid:
    """The cells of UTF-8 text; the separator is the one that finds the most known columns.

    `known` are folded names.

    Raises UnableToRead when the text ends inside quotation marks.
    """
    data, separator = _declared_separator(data, notes)
    if data.count(b'"') % 2:
        raise UnableToRead(
            _(
                "A quotation mark is opened and never closed: the file was cut off, "
                "or a cell holds a single quotation mark."
            )
        )
    separator = separator or _separator(data, known)
    if separator != ",":
        notes.append(_("Cells are separated by %(name)s.") % {"name": _name(separator)})
    return _cells(data, separator, width=len(_header(data, separator)))


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


def _name(separator: str) -> str:
    names = {
        ";": pgettext("separator", "semicolons"),
        "\t": pgettext("separator", "tabs"),
        "|": pgettext("separator", "vertical bars"),
    }
    return names.get(separator, separator)
