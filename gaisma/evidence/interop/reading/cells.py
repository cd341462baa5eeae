"""What may stand in a cell: no formulas, no merged cells, no errors of Excel, no stray spaces."""

from collections.abc import Iterator

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gaisma.base.reading.grid import SPACES, Cell, Grid
from gaisma.evidence.interop.findings import LISTED, Findings
from gaisma.evidence.interop.reading.headers import HEADER_ROW, Header

ODD_SPACE = r"[\x{a0}\x{202f}\x{2007}]"
INVISIBLE = r"[\x{200b}\x{feff}]"
FORMULA = r"^[=+\-@]"
HARMLESS = r"^(?:[+-]?[\d\s.,()\-]+%?|[\-]+)$"
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
