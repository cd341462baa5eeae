"""Tables as Excel workbooks: empty with explanations, or with what is stored, to be mended."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from gaisma.base.errors import GaismaError
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.kinds import columns_of, table_kinds
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
    sheet.write_comment(0, place, f"{column.name}\n{explained(column)}")
    if column.type == "date":
        sheet.write_column(1, place, cells.to_list(), cell)
    elif column.type == "decimal":
        sheet.write_column(1, place, cells.cast(pl.Float64).to_list(), cell)
    elif cells.len():
        sheet.write_column(1, place, cells.to_list(), cell)


def _offer_values(sheet: Any, values: Any, place: int, column: Column) -> None:
    codes = allowed(column)
    if not codes:
        return
    values.write_string(0, place, column_title(column.name))
    values.write_column(1, place, codes)
    if column.type == "list":
        return
    from xlsxwriter.utility import xl_range_abs

    area = xl_range_abs(1, place, len(codes), place)
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
            needed(column),
            explained(column),
            example(column),
        )
        sheet.write_row(row, 0, line, wrapped)
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 26)
    sheet.set_column(3, 4, 50)
    sheet.freeze_panes(1, 0)


TYPES = {
    "text": gettext_lazy("text"),
    "list": gettext_lazy("several values with | between them"),
    "date": gettext_lazy("date, 2024-09-01 or 01.09.2024"),
    "integer": gettext_lazy("whole number"),
    "decimal": gettext_lazy("number, 0.750 or 0,750"),
    "boolean": gettext_lazy("yes or no"),
    "code": gettext_lazy("one of the listed values"),
    "role": gettext_lazy("one of the listed values"),
    "language": gettext_lazy("one of the listed values"),
    "institution": gettext_lazy("identifier or exact name of an institution"),
    "personal_code": gettext_lazy("personal code, eleven digits, a dash after six allowed"),
    "school_year": gettext_lazy("school year, 2024/2025"),
}
NOTES = {
    "own identifier or registration number": pgettext_lazy(
        "note", "own identifier or registration number"
    ),
    "id or name": pgettext_lazy("note", "id or name"),
    "taken over by": pgettext_lazy("note", "taken over by"),
    "identifier in the state register": pgettext_lazy("note", "identifier in the state register"),
    "as licensed": pgettext_lazy("note", "as licensed"),
    "types of special programme": pgettext_lazy("note", "types of special programme"),
    "name of the group or class": pgettext_lazy("note", "name of the group or class"),
    "code": pgettext_lazy("note", "code"),
    "stable in the sender's system": pgettext_lazy("note", "stable in the sender's system"),
    "education and qualification meet the rules for the role": pgettext_lazy(
        "note", "education and qualification meet the rules for the role"
    ),
    "wished; empty = any": pgettext_lazy("note", "wished; empty = any"),
    "got a place or withdrew": pgettext_lazy("note", "got a place or withdrew"),
}


def allowed(column: Column) -> list[str]:
    """The values that the column takes, in the active language; none when it is free."""
    if column.type == "boolean":
        return [_("yes"), _("no")]
    words = column.vocabulary
    return [word(words, code) for code in words.codes] if words else []


def example(column: Column) -> str:
    """The contract's example; a word of a closed list in the active language."""
    if column.type == "boolean":
        return _("yes")
    if column.vocabulary is None or not column.example:
        return column.example
    return word(column.vocabulary, column.vocabulary.code_of(column.example))


def explained(column: Column) -> str:
    """One line about the column: what it is, what may stand there."""
    own = column.note if isinstance(column.note, Promise) else ""
    note = NOTES.get(str(column.note), own)
    kind = str(TYPES[column.type])
    return f"{note}; {kind}" if note else kind


def needed(column: Column) -> str:
    """Whether the column must be filled, and whether it tells rows apart."""
    if column.is_key and column.required:
        return _("required, tells rows apart")
    if column.is_key:
        return _("tells rows apart")
    return _("required") if column.required else _("optional")
