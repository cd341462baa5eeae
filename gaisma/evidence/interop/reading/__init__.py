"""A spreadsheet file (.csv, .xlsx) to a table of strings; nothing is taken on trust."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base.apart import UnableToRead
from gaisma.base.reading import asking, files
from gaisma.base.reading.files import Contents
from gaisma.base.reading.grid import Grid
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.reading import cells, headers
from gaisma.evidence.interop.titles import names_of, sheet_names


@dataclass(frozen=True)
class Reading:
    """What a file holds: the table's cells as strings, and what there is to say about them.

    `frame` is None when the file as a whole cannot be used; `titles` are the file's own names of
    the columns, `unknown` are headings of which nobody knows the column.
    """

    file: str
    size: int
    sha256: str
    frame: pl.DataFrame | None
    titles: Mapping[str, str]
    findings: Findings
    unknown: tuple[str, ...] = ()


def read(path: Path, kind: str, *, mapping: Mapping[str, str] | None = None) -> Reading:
    """Read the file as a table of that kind; no file makes this raise.

    `mapping` gives, for another system's column names, the contract's.
    """
    findings = Findings()
    try:
        contents = files.contents(path)
    except UnableToRead as refusal:
        _tell(findings, path.name, refusal)
        size = path.stat().st_size if path.is_file() else 0
        return Reading(path.name, size, "", None, {}, findings)
    seen = _table(contents, path.suffix.lower(), kind, mapping or {}, findings)
    return Reading(
        file=path.name,
        size=contents.size,
        sha256=contents.sha256,
        frame=seen.frame,
        titles=seen.titles,
        findings=findings,
        unknown=seen.unknown,
    )


@dataclass(frozen=True)
class _Seen:
    frame: pl.DataFrame | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def _table(
    contents: Contents, suffix: str, kind: str, mapping: Mapping[str, str], findings: Findings
) -> _Seen:
    notes: list[str] = []
    try:
        grid = _grid(contents, suffix, kind, mapping, notes)
    except UnableToRead as refusal:
        _tell(findings, contents.name, refusal)
        return _Seen()
    finally:
        for note in notes:
            findings.note(contents.name, note)
    return _recognised(grid, contents.name, kind, mapping, findings)


def _grid(
    contents: Contents, suffix: str, kind: str, mapping: Mapping[str, str], notes: list[str]
) -> Grid:
    if suffix not in {".xlsx", ".csv", ".txt", ".tsv"}:
        raise UnableToRead(_("Only .xlsx and .csv files are read: save the table as one of them."))
    names = {*names_of(kind), *map(folded, mapping)}
    return asking.grid(contents.path, sheet_names=sheet_names(kind), known=names, notes=notes)


def _recognised(
    grid: Grid, file: str, kind: str, mapping: Mapping[str, str], findings: Findings
) -> _Seen:
    cells.refuse_merged(grid, file, findings)
    header = headers.recognised(grid.header, kind, mapping=mapping, file=file, findings=findings)
    if not header.places:
        return _Seen(unknown=header.unknown)
    if grid.frame.height + len(grid.ragged) < 2:
        findings.problem(file, _("The file has a header and no rows below it."))
    cells.refuse_ragged(grid, file, findings)
    cells.refuse_formulas(grid, header, file, findings)
    frame = grid.data.select(
        "row", *(pl.col(str(place)).alias(name) for name, place in header.places.items())
    )
    return _Seen(cells.cleaned(frame, file, findings), header.titles, header.unknown)


def _tell(findings: Findings, file: str, refusal: UnableToRead) -> None:
    findings.problem(
        file, refusal.message, row=refusal.row, column=refusal.column, value=refusal.value
    )
