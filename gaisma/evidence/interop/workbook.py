"""Tables as Excel workbooks: empty with explanations, or with what is stored, to be mended."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gaisma.base.errors import GaismaError
from gaisma.evidence.interop import explanations
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.contract import columns_of
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.evidence.interop.titles import column_title, kind_title, word

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
LAST_ROW = 100_000
"""Rows down to which a template offers its lists of values."""
FORMATS = {
    "date": {"num_format": "yyyy-mm-dd"},
    "integer": {"num_format": "0"},
    "decimal": {"num_format": "0.######"},
}
TEXT = {"num_format": "@"}
NARROWEST, WIDEST = 12, 40


def wanted(out: Path) -> Path:
    """The path, when a workbook can be written there. Raises GaismaError."""
    if out.suffix.lower() != ".xlsx":
        raise GaismaError(_("Name the workbook with .xlsx at its end."), code="bad_usage")
    if not out.absolute().parent.is_dir():
        raise GaismaError(
            _("There is no folder %(folder)s.") % {"folder": out.absolute().parent},
            code="no_such_folder",
        )
    return out


def write_template(kind: str, out: Path, *, at: datetime) -> None:
    """An empty workbook of the kind in the active language. Raises KeyError for no such kind."""
    _write(kind, out, pl.DataFrame({column.name: [] for column in columns_of(kind)}), at=at)


def write_export(kind: str, out: Path, *, source: str, at: datetime) -> int:
    """What is stored, in the template's shape; gives the number of rows."""
    stored: pl.DataFrame = table_kinds()[kind].export(source)
    write_rows(kind, out, stored, at=at)
    return stored.height


def write_rows(
    kind: str,
    out: Path,
    stored: pl.DataFrame,
    *,
    at: datetime,
    without: frozenset[str] = frozenset(),
) -> None:
    """The rows as the table's kind exports them, in the template's shape.

    Columns that stay out are not there at all: an empty one would clear what is stored.
    """
    columns = [column for column in columns_of(kind) if column.name not in without]
    rows = stored.select(_cells(column, stored) for column in columns)
    _write(kind, out, rows, at=at)


def _cells(column: Column, stored: pl.DataFrame) -> pl.Expr:
    """The column as it is written: words of closed lists in the active language."""
    if column.name not in stored.columns:
        return pl.lit(None, dtype=pl.String).alias(column.name)
    if column.type == "boolean":
        said = pl.when(pl.col(column.name)).then(pl.lit(_("yes"))).otherwise(pl.lit(_("no")))
        return pl.when(pl.col(column.name).is_not_null()).then(said).alias(column.name)
    words = column.vocabulary
    if words is None:
        return pl.col(column.name)
    titles = {code: word(words, code) for code in words.codes}
    if column.type == "list":
        items = pl.col(column.name).str.split(" | ")
        return items.list.eval(pl.element().replace(titles)).list.join(" | ")
    return pl.col(column.name).replace(titles)


def _write(kind: str, out: Path, rows: pl.DataFrame, *, at: datetime) -> None:
    import xlsxwriter

    draft = out.with_name(f".{out.name}.draft")
    book = xlsxwriter.Workbook(str(draft), OPTIONS)
    book.set_properties({"created": at.replace(tzinfo=None), "title": kind_title(kind)})
    sheet = book.add_worksheet(kind_title(kind))
    explaining = book.add_worksheet(pgettext("sheet", "explanations"))
    values = book.add_worksheet(pgettext("sheet", "values"))
    columns = [column for column in columns_of(kind) if column.name in rows.columns]
    for place, column in enumerate(columns):
        _write_column(book, sheet, place, column, rows[column.name])
        _offer_values(sheet, values, place, column)
    sheet.freeze_panes(1, 0)
    if rows.height:
        sheet.autofilter(0, 0, rows.height, rows.width - 1)
    _explain(book, explaining, kind)
    book.close()
    draft.replace(out)


def _write_column(book: Any, sheet: Any, place: int, column: Column, cells: pl.Series) -> None:
    title = column_title(column.name)
    header = {"bold": True, "bottom": 1, "bg_color": "#E8EEF7" if column.required else "#F6F6F6"}
    width = min(max(len(title) + 2, NARROWEST), WIDEST)
    cell = book.add_format(FORMATS.get(column.type, TEXT))
    sheet.set_column(place, place, width, cell)
    sheet.write_string(0, place, title, book.add_format(header))
    sheet.write_comment(0, place, f"{column.name}\n{explanations.explained(column)}")
    if column.type == "date":
        sheet.write_column(1, place, cells.to_list(), cell)
    elif column.type == "decimal":
        sheet.write_column(1, place, cells.cast(pl.Float64).to_list(), cell)
    elif cells.len():
        sheet.write_column(1, place, cells.to_list(), cell)


def _offer_values(sheet: Any, values: Any, place: int, column: Column) -> None:
    allowed = explanations.allowed(column)
    if not allowed:
        return
    values.write_string(0, place, column_title(column.name))
    values.write_column(1, place, allowed)
    if column.type == "list":
        return
    from xlsxwriter.utility import xl_range_abs

    area = xl_range_abs(1, place, len(allowed), place)
    sheet.data_validation(
        1,
        place,
        LAST_ROW,
        place,
        {
            "validate": "list",
            "source": f"='{values.get_name()}'!{area}",
            # Codes and the words of other languages are taken as well.
            "error_type": "warning",
            "error_message": _("This value is not in the list."),
        },
    )


def _explain(book: Any, sheet: Any, kind: str) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    titles = (_("Column"), _("Name"), _("Needed"), _("What stands there"), _("Example"))
    sheet.write_row(0, 0, titles, bold)
    for row, column in enumerate(columns_of(kind), start=1):
        line = (
            column_title(column.name),
            column.name,
            explanations.needed(column),
            explanations.explained(column),
            explanations.example(column),
        )
        sheet.write_row(row, 0, line, wrapped)
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 26)
    sheet.set_column(3, 4, 50)
    sheet.freeze_panes(1, 0)
