"""A file of the set as columns of text, with the numbers of its rows.

UTF-8, commas and quotation marks as RFC 4180 has them. A byte-order mark and columns that the
binding does not know are noted; another encoding, another separator and rows of another length
are problems.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.binding import CORE, Column, is_used
from gaisma.evidence.interop.oneroster.reading.sources import Place, UnreadableMember

BLOCK = 16 << 20
LONGEST_HEADER = 1 << 16
SEPARATORS = {";": ";", "\t": "TAB", "|": "|"}


@dataclass(frozen=True)
class Shape:
    """What is kept of a file: its known columns, in their order; None keeps all."""

    columns: tuple[Column, ...] | None = None
    is_core: bool = False
    name: str = ""

    @classmethod
    def of(cls, name: str, columns: tuple[Column, ...]) -> "Shape":
        """The shape of a file of the binding."""
        return cls(columns, name in CORE, name)


PLAIN = Shape(is_core=True)


class Misshapen(Exception):
    """The file cannot be read as a table; the message says what to do."""

    def __init__(self, message: str, row: int | None = None, value: str | None = None) -> None:
        super().__init__(message)
        self.row = row
        self.value = value


def frame_of(place: Place, file: str, shape: Shape, findings: Findings) -> pl.DataFrame | None:
    """`row` and the known columns, empty fields null; None when problems stand against it."""
    try:
        data = _text(place.read(file), file, findings)
        header, body = _header(data, file, shape, findings)
        _check_quotes(data)
        return _rows(data, header, body, file, shape, findings)
    except UnreadableMember as error:
        findings.problem(file, str(error))
    except Misshapen as error:
        findings.problem(file, str(error), row=error.row, value=error.value)
    return None


def has_columns(frame: pl.DataFrame, file: str, columns: Iterable[str], findings: Findings) -> bool:
    """Whether all the columns are there; a problem for each that is not."""
    missing = [name for name in columns if name not in frame.columns]
    for name in missing:
        findings.problem(file, _missing(name, frame.columns), row=1, column=name)
    return not missing


def _missing(name: str, present: Iterable[str]) -> str:
    like = [other for other in present if other.lower() == name.lower()]
    like = like or get_close_matches(name, present, n=1, cutoff=0.8)
    if like:
        return _("The column %(name)s is missing; %(like)s must be written so.") % {
            "name": name,
            "like": like[0],
        }
    return _("The column %(name)s is missing from the header.") % {"name": name}


def _text(data: bytes, file: str, findings: Findings) -> bytes:
    """The bytes without a byte-order mark, seen to be UTF-8 and to end with a line's end."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Misshapen(_("The file is written in UTF-16: save it in UTF-8."))
    if data.startswith(codecs.BOM_UTF8):
        findings.note(file, _("The file begins with a byte-order mark; it is passed over."))
        data = data[len(codecs.BOM_UTF8) :]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        line = data[data.rfind(b"\n", 0, error.start) + 1 :].split(b"\n", 1)[0]
        raise Misshapen(
            _("The file is not written in UTF-8: save it in UTF-8, not in windows-1257."),
            row,
            line.decode("utf-8", "replace").strip()[:80],
        ) from error
    if b"\x00" in data:
        raise Misshapen(_("The file holds zero bytes: it is no text."))
    return data if data.endswith((b"\n", b"\r")) else data + b"\n"


def _header(
    data: bytes, file: str, shape: Shape, findings: Findings
) -> tuple[list[str], dict[str, str]]:
    """The header's names as they stand, and for each kept column the name it is read by."""
    line = next(iter(data[:LONGEST_HEADER].splitlines()), b"").decode("utf-8", "ignore").strip()
    if not data.strip():
        return _empty(file, shape, findings)
    names = next(csv.reader([line]))
    for mark, called in SEPARATORS.items():
        if len(names) == 1 and mark in line:
            raise Misshapen(
                _("The columns are separated by %(mark)s: OneRoster wants commas.")
                % {"mark": called},
                1,
                line[:80],
            )
    for name, times in Counter(names).items():
        if times > 1 and name:
            raise Misshapen(_("The column %(name)s stands twice.") % {"name": name}, 1, name)
    return names, _known(names, file, shape, findings)


def _empty(file: str, shape: Shape, findings: Findings) -> tuple[list[str], dict[str, str]]:
    if shape.is_core:
        raise Misshapen(_("The file is empty: even a file without rows has its header line."))
    findings.note(file, _("The file is empty."))
    return [], {}


def _known(names: list[str], file: str, shape: Shape, findings: Findings) -> dict[str, str]:
    if shape.columns is None:
        return {name: name for name in names if name}
    wanted = [column.name for column in shape.columns]
    needed = [c.name for c in shape.columns if c.required and is_used(shape.name, c.name)]
    if lacking := [name for name in needed if name not in names]:
        for name in lacking:
            findings.problem(file, _missing(name, names), row=1, column=name)
    optional = [name for name in wanted if name not in names and name not in lacking]
    if optional:
        findings.note(
            file,
            _("The header lacks %(names)s; the values are taken as empty.")
            % {"names": ", ".join(optional)},
            row=1,
        )
    foreign = [name or "?" for name in names if name not in wanted]
    if foreign:
        findings.note(
            file, _("Columns left aside: %(names)s.") % {"names": ", ".join(foreign)}, row=1
        )
    known = [name for name in names if name in wanted]
    if known != [name for name in wanted if name in names]:
        findings.note(file, _("The columns stand in another order than the binding's."), row=1)
    return {name: name for name in known}


def _check_quotes(data: bytes) -> None:
    """Quotation marks come in pairs; where they do not, the first row with an odd number."""
    if data.count(b'"') % 2 == 0:
        return
    lines = pl.Series(data.split(b"\n"), dtype=pl.Binary).cast(pl.String)
    odd = lines.str.count_matches('"', literal=True) % 2 == 1
    row = int(odd.arg_true()[0])
    raise Misshapen(
        _("A quotation mark is opened and not closed: the file may be cut off."),
        row + 1,
        lines[row].strip()[:80],
    )


def _rows(
    data: bytes,
    header: list[str],
    known: dict[str, str],
    file: str,
    shape: Shape,
    findings: Findings,
) -> pl.DataFrame:
    if not known:
        names = [column.name for column in shape.columns or ()]
        return pl.DataFrame(schema={"row": pl.Int64} | dict.fromkeys(names, pl.String))
    table, invalid = _parsed(data, header, list(known))
    for number, actual, text in invalid[:1000]:
        findings.problem(
            file,
            _("The row has %(actual)s fields where the header has %(expected)s.")
            % {"actual": actual, "expected": len(header)},
            row=number,
            value=text[:80],
        )
    findings.uncounted(problems=max(0, len(invalid) - 1000))
    frame = table.with_columns(_numbers(table.height, [number for number, _a, _t in invalid]))
    frame = frame.filter(~pl.all_horizontal(pl.col(*known).is_null()))
    absent = [c.name for c in shape.columns or () if c.name not in known]
    return frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)


def _numbers(height: int, invalid: list[int]) -> pl.Series:
    """The numbers of the rows that could be read, the header being row 1."""
    numbers = pl.Series("row", range(2, height + len(invalid) + 2), dtype=pl.Int64)
    return numbers.filter(~numbers.is_in(invalid)) if invalid else numbers


def _parsed(
    data: bytes, header: list[str], known: list[str]
) -> tuple[pl.DataFrame, list[tuple[int, int, str]]]:
    """The known columns of the rows of the right length, and the others by number."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    invalid: list[tuple[int, int, str]] = []

    def keep(row: arrow_csv.InvalidRow) -> str:
        invalid.append((row.number, row.actual_columns, row.text))
        return "skip"

    positions = [name if name in known else f"_{index}" for index, name in enumerate(header)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(
                use_threads=False, column_names=positions, skip_rows=1, block_size=BLOCK
            ),
            parse_options=arrow_csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=known,
                column_types=dict.fromkeys(known, pa.large_string()),
                null_values=[""],
                strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid as error:
        raise Misshapen(_("The file cannot be read as CSV: look for quotation marks.")) from error
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table gives a frame
    return frame, invalid
