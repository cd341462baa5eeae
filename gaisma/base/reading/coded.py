"""Millions of rows as columns of codes: each different text of a column is kept once.

What is asked of a cell is then asked of each different text; a year of a city's lessons has some
hundred days, ten thousand learners and four words for how they were there. Columns that nobody
knows are not read at all: remarks about children never come in.
"""

import csv
import io
import re
from collections import deque
from collections.abc import Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base.apart import MEGABYTE, Answer, UnableToRead
from gaisma.base.reading import delimited, files, workbooks

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 16 * MEGABYTE
AT_ONCE = 2
"""Blocks that are read side by side."""
LARGEST_FILE = 4096 * MEGABYTE
"""A city's year of lessons has about 700 MB."""
MOST_DIFFERENT = 1_000_000
"""Texts of a column: a register of learners has fewer, and a hostile file would fill the memory."""
RAGGED = 1_000
"""So many rows of another width are told by their numbers."""


def table(
    source: Path, *, suffix: str, sheet_names: Collection[str], known: Collection[str]
) -> Answer:
    """The known columns of a table as codes, packed as Arrow; beside it the texts by column.

    `known` are folded names of columns.
    """
    notes: list[str] = []
    try:
        if suffix == ".xlsx":
            return _of_workbook(source, sheet_names, set(known))
        return _of_text(source, set(known), notes)
    except UnableToRead as refusal:
        refusal.notes = notes
        raise


def _of_workbook(source: Path, sheet_names: Collection[str], known: set[str]) -> Answer:
    import polars as pl

    grid = workbooks.grid(files.data(source), sheet_names)
    header = grid.header
    columns = {}
    for place, name in enumerate(header):
        if folded(name) in known:
            cells = grid.frame[str(place)].slice(1).fill_null("")
            texts = cells.unique(maintain_order=True)
            columns[place] = (cells.cast(pl.Enum(texts)).to_physical(), texts.to_list())
    frame = pl.DataFrame({str(place): codes for place, (codes, _texts) in columns.items()})
    packed = io.BytesIO()
    frame.write_ipc(packed)
    said = {
        "header": header,
        "texts": {str(place): texts for place, (_codes, texts) in columns.items()},
        "ragged": [],
        "ragged_total": 0,
        "formulas": [[cell.row, cell.column] for cell in grid.formulas],
        "merged": [[cell.row, cell.column] for cell in grid.merged],
        "notes": [],
    }
    return Answer(said, (packed.getvalue(),))


def _of_text(source: Path, known: set[str], notes: list[str]) -> Answer:
    encoding = _encoding(source, notes)
    header, separator, skipped = _header(source, encoding, known, notes)
    places = [place for place, name in enumerate(header) if folded(name) in known]
    columns = [_Column() for _place in places]
    ragged = _Ragged()
    for batch in _batches(source, encoding, len(header), separator, skipped, places, ragged):
        for column, cells in zip(columns, batch.columns, strict=True):
            column.add(cells)
    if encoding == "cp1257":
        _refuse_other_alphabet(columns)
    said = {
        "header": header,
        "texts": {
            str(place): list(column.codes) for place, column in zip(places, columns, strict=True)
        },
        "ragged": ragged.rows,
        "ragged_total": ragged.total,
        "formulas": [],
        "merged": [],
        "notes": notes,
    }
    return Answer(said, (_packed(places, columns),))


def _refuse_other_alphabet(columns: "list[_Column]") -> None:
    for column in columns:
        for text in column.codes:
            if delimited.WRONG_ALPHABET.search(text) or delimited.CONTROL.search(text):
                raise delimited.unreadable(None)


class _Column:
    """The codes of a column, batch after batch, and the texts in the order of their codes."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.parts: list[Any] = []

    def add(self, cells: "pa.DictionaryArray") -> None:
        import pyarrow as pa

        known = self.codes
        places = [known.setdefault(text or "", len(known)) for text in cells.dictionary.to_pylist()]
        if len(known) > MOST_DIFFERENT:
            raise UnableToRead(
                _("A column has more than %(limit)d different values: send the file in parts.")
                % {"limit": MOST_DIFFERENT}
            )
        width = _width(len(known))
        self.parts.append(pa.array(places, pa.uint32()).take(cells.indices).cast(width))


class _Ragged:
    """Rows that are longer or shorter than the header."""

    def __init__(self) -> None:
        self.rows: list[list[int]] = []
        self.total = 0
        self.rows_before = 0

    def keep(self, row: Any) -> str:
        self.total += 1
        if len(self.rows) < RAGGED:
            self.rows.append([row.number, row.actual_columns, row.expected_columns])
        return "skip"

    def follow(self, odd: "_Ragged", rows: int, ahead: int) -> None:
        """Take over those of the next block, in which so many other rows and lines before stand."""
        room = max(0, RAGGED - len(self.rows))
        self.rows += [[self.rows_before + row, *widths] for row, *widths in odd.rows[:room]]
        self.total += odd.total
        self.rows_before += rows + odd.total + ahead


def _width(count: int) -> "pa.DataType":
    import pyarrow as pa

    return pa.uint8() if count <= 256 else pa.uint16() if count <= 65_536 else pa.uint32()


def _packed(places: list[int], columns: list[_Column]) -> bytes:
    import pyarrow as pa

    arrays = []
    for column in columns:
        width = _width(len(column.codes))
        parts = [part.cast(width) for part in column.parts]
        column.parts.clear()
        arrays.append(pa.chunked_array(parts, width))
    table = pa.table(arrays, [str(place) for place in places])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _batches(
    source: Path,
    encoding: str,
    width: int,
    separator: str,
    skipped: int,
    places: list[int],
    ragged: _Ragged,
) -> Iterator["pa.RecordBatch"]:
    def read(block: bytes, ahead: int) -> "tuple[pa.Table, _Ragged, int]":
        odd = _Ragged()
        return _rows(block, width, separator, ahead, places, odd), odd, ahead

    def batches(waiting: "Future[tuple[pa.Table, _Ragged, int]]") -> "list[pa.RecordBatch]":
        found, odd, ahead = waiting.result()
        ragged.follow(odd, found.num_rows, ahead)
        parts: list[pa.RecordBatch] = found.combine_chunks().to_batches()
        return parts

    begun: deque[Future[tuple[pa.Table, _Ragged, int]]] = deque()
    ahead = skipped + 1
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for block in _blocks(source, encoding) if places else ():
            begun.append(pool.submit(read, block, ahead))
            ahead = 0
            if len(begun) > AT_ONCE:
                yield from batches(begun.popleft())
        for last in begun:
            yield from batches(last)


def _rows(
    block: bytes, width: int, separator: str, ahead: int, places: list[int], odd: "_Ragged"
) -> "pa.Table":
    """The wanted columns of a block's rows, as codes; those of another width are told."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    names = [str(number) for number in range(max(width, 1))]
    parsing = arrow_csv.ParseOptions(
        delimiter=separator,
        newlines_in_values=True,
        ignore_empty_lines=False,
        invalid_row_handler=odd.keep,
    )
    converting = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())),
        strings_can_be_null=False,
        include_columns=[str(place) for place in places],
    )
    # A block whole and by one thread: so rows have numbers.
    reading = arrow_csv.ReadOptions(
        use_threads=False,
        block_size=len(block) + 1,
        column_names=names,
        skip_rows_after_names=ahead,
    )
    try:
        return arrow_csv.read_csv(io.BytesIO(block), reading, parsing, converting)
    except pa.ArrowInvalid as error:
        raise UnableToRead(_("The text cannot be read as rows of cells.")) from error


def _blocks(source: Path, encoding: str) -> Iterator[bytes]:
    """The text in UTF-8, cut between rows: not at an end of line inside quotation marks."""
    import codecs

    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)()
    with source.open("rb") as stream:
        kept = b""
        while chunk := stream.read(CHUNK):
            if decoder is not None:
                chunk = decoder.decode(chunk).encode()
            kept += chunk
            end = kept.rfind(b"\n") + 1
            while end and kept.count(b'"', 0, end) % 2:
                end = kept.rfind(b"\n", 0, end - 1) + 1
            if end:
                yield kept[:end]
                kept = kept[end:]
            elif len(kept) > 4 * CHUNK:
                raise UnableToRead(_("The text cannot be read as rows of cells."))
        if kept:
            yield kept


def _encoding(source: Path, notes: list[str]) -> str:
    """How the bytes are to be read; what is no text is refused. Looks at all of the file once."""
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    marks, before, is_utf_8 = 0, 0, True
    with source.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            if before == 0:
                delimited.refuse_workbook(chunk)
                if chunk.startswith(delimited.UTF_16_MARKS):
                    notes.append(
                        _("The file is in UTF-16 (Excel's “Unicode text”); it was read so.")
                    )
                    return "utf-16"
            if b"\0" in chunk:
                raise delimited.damaged_by_zeros(_row_at(source, before + chunk.find(b"\0")))
            if is_utf_8 and not chunk.isascii():
                is_utf_8 = _is_utf_8(decoder, chunk)
            if not is_utf_8 and delimited.MANY_BYTES_LETTER.search(chunk):
                raise delimited.unreadable(None)
            marks += chunk.count(b'"')
            before += len(chunk)
    if marks % 2:
        raise delimited.cut_off_in_quotation()
    if is_utf_8:
        return "utf-8"
    notes.append(_("The file is in windows-1257, the older Baltic encoding; it was read so."))
    return "cp1257"


def _row_at(source: Path, place: int) -> int:
    """The number of the row in which the byte stands."""
    row = 1
    with source.open("rb") as stream:
        while place > 0 and (chunk := stream.read(min(CHUNK, place))):
            row += chunk.count(b"\n")
            place -= len(chunk)
    return row


def _is_utf_8(decoder: Any, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _header(
    source: Path, encoding: str, known: set[str], notes: list[str]
) -> tuple[list[str], str, int]:
    """The names in the first row, what separates them, how many lines stand before them."""
    with source.open("rb") as stream:
        text = stream.read(delimited.HEADER_BYTES).decode(encoding, errors="ignore")
    text = re.sub("^\ufeff", "", text)
    first, _end, rest = text.partition("\n")
    skipped, declared = 0, ""
    if first.lower().startswith("sep=") and len(first.rstrip()) == 5:
        skipped, declared, text = 1, first[4], rest

    def cut(separator: str) -> list[str]:
        try:
            found = next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
        except csv.Error:
            return []
        return [name.strip() for name in found]

    def worth(separator: str) -> tuple[int, int]:
        return sum(folded(name) in known for name in cut(separator)), len(cut(separator))

    separator = declared or max(delimited.SEPARATORS, key=worth)
    if separator != ",":
        notes.append(_("Cells are separated by %(name)s.") % {"name": delimited.name_of(separator)})
    return cut(separator), separator, skipped
