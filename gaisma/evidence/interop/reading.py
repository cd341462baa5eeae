"""A spreadsheet file (.csv, .xlsx) to a table of strings; nothing is taken on trust."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gaisma.analytics.vocabulary import folded
from gaisma.base.apart import UnableToRead
from gaisma.base.reading import asking, files
from gaisma.base.reading.files import Contents
from gaisma.base.reading.grid import SPACES, Cell, Grid
from gaisma.evidence.interop.findings import LISTED, Findings
from gaisma.evidence.interop.kinds import columns_of
from gaisma.evidence.interop.titles import column_title, kind_title, names_of, sheet_names


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
    refuse_merged(grid, file, findings)
    header = recognised_header(grid.header, kind, mapping=mapping, file=file, findings=findings)
    if not header.places:
        return _Seen(unknown=header.unknown)
    if grid.frame.height + len(grid.ragged) < 2:
        findings.problem(file, _("The file has a header and no rows below it."))
    refuse_ragged(grid, file, findings)
    refuse_formulas(grid, header, file, findings)
    frame = grid.data.select(
        "row", *(pl.col(str(place)).alias(name) for name, place in header.places.items())
    )
    return _Seen(cleaned(frame, file, findings), header.titles, header.unknown)


def _tell(findings: Findings, file: str, refusal: UnableToRead) -> None:
    findings.problem(
        file, refusal.message, row=refusal.row, column=refusal.column, value=refusal.value
    )


HEADER_ROW = 1


@dataclass(frozen=True)
class Header:
    """The place of every column that was found, how the file calls it, and what is not known."""

    places: dict[str, int]
    titles: dict[str, str]
    unknown: tuple[str, ...] = ()


def recognised_header(
    cells: list[str], kind: str, *, mapping: Mapping[str, str], file: str, findings: Findings
) -> Header:
    """Find the contract's columns in a header row; what is wrong with it goes to the findings.

    `mapping` says which column another system's names stand for.
    """
    names = names_of(kind) | {folded(theirs): ours for theirs, ours in mapping.items()}
    found = [names.get(folded(cell)) for cell in cells]
    if not any(found):
        findings.problem(file, _wrong_header(kind), row=HEADER_ROW)
        return Header({}, {}, tuple(cell for cell in cells if cell))
    places: dict[str, int] = {}
    for place, (cell, column) in enumerate(zip(cells, found, strict=True)):
        if column is None:
            _note_unknown(cell, kind, file, findings)
        elif column in places:
            _refuse_twice(cell, column, file, findings)
        else:
            places[column] = place
    _refuse_missing(places, kind, file, findings)
    unknown = (cell for cell, column in zip(cells, found, strict=True) if cell and column is None)
    titles = {column: cells[place] for column, place in places.items()}
    return Header(places, titles, tuple(unknown))


def _wrong_header(kind: str) -> str:
    return _("Row 1 must hold the names of the columns of the table “%(kind)s”: %(columns)s.") % {
        "kind": kind_title(kind),
        "columns": ", ".join(column.name for column in columns_of(kind)),
    }


def _note_unknown(cell: str, kind: str, file: str, findings: Findings) -> None:
    if not cell:
        return
    near = get_close_matches(folded(cell), list(names_of(kind)), n=1, cutoff=0.75)
    message = _("This column is not known and was left out.")
    if near:
        message = _("This column is not known and was left out; was “%(name)s” meant?") % {
            "name": names_of(kind)[near[0]]
        }
    findings.note(file, message, row=HEADER_ROW, column=cell, value=cell)


def _refuse_twice(cell: str, column: str, file: str, findings: Findings) -> None:
    findings.problem(
        file,
        _("The column “%(column)s” stands twice: leave one of them.") % {"column": column},
        row=HEADER_ROW,
        column=column,
        value=cell,
    )


def _refuse_missing(places: Mapping[str, int], kind: str, file: str, findings: Findings) -> None:
    for column in columns_of(kind):
        if column.required and column.name not in places:
            findings.problem(
                file,
                _("The column “%(column)s” is missing and the table needs it.")
                % {"column": column_title(column.name)},
                row=HEADER_ROW,
                column=column.name,
            )


ODD_SPACE = r"[\x{a0}\x{202f}\x{2007}]"
INVISIBLE = r"[\x{200b}\x{feff}]"
FORMULA = r"^[=+\-@]"
HARMLESS = r"^(?:[+-]?[\d\s.,()\-]+%?|[+\-]+)$"
EXCEL_ERROR = r"^#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)$"
CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"


def refuse_merged(grid: Grid, file: str, findings: Findings) -> None:
    """Merged cells hide which column or row a value belongs to."""
    header = grid.header
    for cell in grid.merged:
        in_header = cell.row == HEADER_ROW
        message = (
            _("Cells of the header are merged: every column needs a name of its own in row 1.")
            if in_header
            else _("Cells are merged: unmerge them and write the value into each row.")
        )
        findings.problem(file, message, row=cell.row, column=_title(header, cell))


def refuse_ragged(grid: Grid, file: str, findings: Findings) -> None:
    """Rows with more or fewer cells than the header cannot be told apart from shifted ones."""
    for row, (actual, expected) in grid.ragged.items():
        findings.problem(
            file,
            _(
                "This row has %(actual)d cells and the header has %(expected)d: "
                "a separator is missing or one too many."
            )
            % {"actual": actual, "expected": expected},
            row=row,
        )


def refuse_formulas(grid: Grid, header: Header, file: str, findings: Findings) -> None:
    """Formulas compute another value on another machine, and may run there as commands."""
    message = _("Here is a formula: copy the column and paste it as values only.")
    names = {place: name for name, place in header.places.items()}
    for cell in grid.formulas:
        if cell.column is None or cell.column in names:
            name = None if cell.column is None else names[cell.column]
            findings.problem(file, message, row=cell.row, column=name)
    for name, place in header.places.items():
        text = pl.col(str(place)).str.strip_chars(SPACES)
        suspect = text.str.contains(FORMULA) & ~text.str.contains(HARMLESS)
        _refuse_cells(grid.data, suspect, str(place), name, message, file, findings)
        broken = text.str.contains(EXCEL_ERROR)
        told = _("Excel could not compute this cell: write the value itself.")
        _refuse_cells(grid.data, broken, str(place), name, told, file, findings)


def cleaned(frame: pl.DataFrame, file: str, findings: Findings) -> pl.DataFrame:
    """The cells without surrounding, non-breaking and invisible spaces; empty ones are null."""
    columns = [name for name in frame.columns if name != "row"]
    for name in columns:
        control = pl.col(name).str.contains(CONTROL)
        message = _("Here is a character that no text holds: write the value again.")
        _refuse_cells(frame, control, name, name, message, file, findings)
    _note_spaces(frame, columns, file, findings)
    tidy = pl.col(columns).str.replace_all(ODD_SPACE, " ").str.replace_all(INVISIBLE, "")
    tidy = tidy.str.strip_chars(SPACES)
    return frame.with_columns(
        pl.when(tidy.str.len_bytes() > 0).then(tidy).name.keep() if columns else tidy
    )


def _note_spaces(frame: pl.DataFrame, columns: list[str], file: str, findings: Findings) -> None:
    odd = _count(frame, columns, pl.col(columns).str.contains(ODD_SPACE))
    if odd:
        findings.note(
            file,
            ngettext(
                "Non-breaking spaces were read as ordinary ones in %(count)d cell.",
                "Non-breaking spaces were read as ordinary ones in %(count)d cells.",
                odd,
            )
            % {"count": odd},
        )
    text = pl.col(columns)
    around = _count(frame, columns, text.str.strip_chars() != text)
    if around:
        findings.note(
            file,
            ngettext(
                "Spaces around the value were left out in %(count)d cell.",
                "Spaces around the value were left out in %(count)d cells.",
                around,
            )
            % {"count": around},
        )


def _count(frame: pl.DataFrame, columns: list[str], found: pl.Expr) -> int:
    if not columns or frame.is_empty():
        return 0
    return sum(int(value or 0) for value in frame.select(found.sum()).row(0))


def _refuse_cells(
    frame: pl.DataFrame,
    bad: pl.Expr,
    place: str,
    name: str,
    message: str,
    file: str,
    findings: Findings,
) -> None:
    rows = frame.filter(bad.fill_null(value=False)).select("row", pl.col(place).alias("value"))
    for row, value in _first(rows):
        findings.problem(file, message, row=row, column=name, value=value)
    findings.uncounted(problems=max(0, rows.height - LISTED))


def _first(rows: pl.DataFrame) -> Iterator[tuple[int, str]]:
    yield from rows.head(LISTED).iter_rows()


def _title(header: list[str], cell: Cell) -> str | None:
    if cell.column is None or cell.column >= len(header):
        return None
    return header[cell.column] or None
