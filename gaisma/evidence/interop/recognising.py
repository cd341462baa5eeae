"""Of which kind a file is, by its name, its sheets and its header; nobody has to say it."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from gaisma.analytics.vocabulary import folded
from gaisma.evidence.interop.contract import columns_of, kinds
from gaisma.evidence.interop.models import ColumnMapping
from gaisma.evidence.interop.reading import decoding, files
from gaisma.evidence.interop.reading.delimited import HEADER_BYTES, SEPARATORS
from gaisma.evidence.interop.titles import names_of, sheet_names

ONEROSTER = "oneroster"


def kind_of(path: Path, *, source: str) -> str:
    """The kind of table, `oneroster`, or "" when the file does not tell."""
    if path.suffix.lower() == ".zip":
        return ONEROSTER
    try:
        sheets, header = _xlsx(path) if path.suffix.lower() == ".xlsx" else ([], _text(path))
    except Exception:  # whatever is wrong with the file is told by the check
        return ""
    named = [kind for kind in kinds() if any(sheet in sheet_names(kind) for sheet in sheets)]
    return named[0] if len(named) == 1 else _by_header(header, source)


def _by_header(header: Iterable[str], source: str) -> str:
    """The kind of which the header has all required columns and most of the others."""
    mappings = dict(ColumnMapping.objects.filter(source=source).values_list("kind", "columns"))
    best, most = "", 0
    for kind in kinds():
        names = names_of(kind) | {
            folded(theirs): ours for theirs, ours in mappings.get(kind, {}).items()
        }
        found = {names[cell] for cell in map(folded, header) if cell in names}
        needed = {column.name for column in columns_of(kind) if column.required}
        if needed <= found and len(found) > most:
            best, most = kind, len(found)
    return best


def _xlsx(path: Path) -> tuple[list[str], list[str]]:
    import python_calamine

    if path.stat().st_size > files.LARGEST_FILE or not zipfile.is_zipfile(path):
        return [], []
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > files.LARGEST_UNPACKED:
            return [], []
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    first = book.get_sheet_by_index(0).to_python(nrows=1)
    header = [str(cell) for cell in first[0]] if first else []
    return [name.strip().lower() for name in book.sheet_names], header


def _text(path: Path) -> list[str]:
    with path.open("rb") as stream:
        data = stream.read(HEADER_BYTES)
    lines = decoding.utf_8(data.rpartition(b"\n")[0] or data, []).decode("utf-8")
    line = next((line for line in lines.splitlines() if not line.lower().startswith("sep=")), "")
    return max(
        (next(csv.reader(io.StringIO(line), delimiter=mark), []) for mark in SEPARATORS), key=len
    )
