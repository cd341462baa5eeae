"""Rows as a file that is taken away: CSV and XLSX, without formulas."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext


def plain(value: Any) -> Any:
    """A value of a kind that a cell holds."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        # A spreadsheet knows no time zones.
        return timezone.localtime(value).replace(tzinfo=None)
    if value is None or isinstance(value, int | float | Decimal | date | datetime):
        return value
    return str(value)


def csv_of(rows: Iterable[list[Any]]) -> bytes:
    """The rows as a CSV that Excel opens."""
    text = io.StringIO()
    csv.writer(text).writerows([_harmless(value) for value in row] for row in rows)
    # Excel takes a file without this mark for its own old encoding.
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is told to be a text."""
    is_formula = isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t")
    return f"'{value}" if is_formula else value


def xlsx_of(rows: Iterable[list[Any]], *, title: str, at: datetime) -> bytes:
    """The rows as a workbook of one sheet, the first line its heading."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})
        sheet = book.add_worksheet(_sheet_name(title))
        formats = {
            "head": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                _cell(sheet, line, column, value, formats)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return file.getvalue()


def _cell(sheet: Any, line: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if line == 0:
        sheet.write_string(line, column, str(value), formats["head"])
    elif isinstance(value, datetime):
        sheet.write_datetime(line, column, value, formats["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, formats["day"])
    else:
        sheet.write(line, column, value)


def _sheet_name(title: str) -> str:
    kept = "".join(letter for letter in title if letter not in "[]:*?/\\'")
    return kept[:31] or gettext("List")
