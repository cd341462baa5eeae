"""Of which kind a file is, by its name, its sheets and its header; nobody has to say it."""

from collections.abc import Iterable
from pathlib import Path

from gaisma.analytics.vocabulary import folded
from gaisma.base.apart import UnableToRead
from gaisma.base.reading import asking
from gaisma.base.reading.delimited import HEADER_BYTES, SEPARATORS
from gaisma.evidence.interop.contract import columns_of, kinds
from gaisma.evidence.interop.models import ColumnMapping
from gaisma.evidence.interop.titles import names_of, sheet_names

ONEROSTER = "oneroster"


def kind_of(path: Path, *, source: str) -> str:
    """The kind of table, `oneroster`, or "" when the file does not tell."""
    if path.suffix.lower() == ".zip":
        return ONEROSTER
    try:
        sheets, header = asking.glance(path, most_bytes=HEADER_BYTES, marks=SEPARATORS)
    except UnableToRead:  # whatever is wrong with the file is told by the check
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
