"""The rows of a file that have problems, as a workbook with the problems beside them."""

import io
from collections import defaultdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gaisma.evidence.interop import contract, imports, reading, shelf
from gaisma.evidence.interop.models import Upload
from gaisma.evidence.interop.workbook import OPTIONS

Told = dict[int | None, list[str]]


def workbook(upload: Upload, *, at: datetime) -> bytes:
    """XLSX: number of the row, its problems, then the cells as they stand in the file."""
    told, marked = _problems(upload)
    header, rows = _rows(upload)
    file = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(file, {**OPTIONS, "in_memory": True}) as book:
        book.set_properties({"created": at.replace(tzinfo=None)})
        sheet = book.add_worksheet()
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        wrong = book.add_format({"bg_color": "#FBE3DF"})
        sheet.write_row(0, 0, [_("Row"), _("Problems"), *header], bold)
        for line, number in enumerate(sorted(told, key=lambda row: row or 0), start=1):
            sheet.write(line, 0, number or "")
            sheet.write_string(line, 1, "\n".join(told[number]), wrapped)
            for place, cell in enumerate(rows.get(number or 0, ())):
                is_wrong = (number, header[place]) in marked
                sheet.write_string(line, place + 2, cell, *([wrong] if is_wrong else []))
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, 0, 6)
        sheet.set_column(1, 1, 60)
        sheet.set_column(2, len(header) + 2, 16)
    return file.getvalue()


def _problems(upload: Upload) -> tuple[Told, set[tuple[int | None, str]]]:
    told: Told = defaultdict(list)
    marked: set[tuple[int | None, str]] = set()
    for one in upload.found.filter(tone="problem").order_by("row", "pk"):
        place = f"{one.column}: " if one.column else ""
        told[one.row].append(f"{place}{one.message}")
        marked.add((one.row, one.column))
    return told, marked


def _rows(upload: Upload) -> tuple[list[str], dict[int, list[str]]]:
    """The file's own headings and its rows by number; none of a set of several files."""
    path = shelf.path(upload.folder, upload.file)
    if upload.kind not in contract.kinds() or not path.exists():
        return [], {}
    columns = imports.mapping_of(upload.source, upload.kind)
    read = reading.read(path, upload.kind, mapping=columns)
    if read.frame is None:
        return [], {}
    names = [name for name in read.frame.columns if name != "row"]
    cells: list[dict[str, Any]] = read.frame.select("row", *names).to_dicts()
    rows = {row["row"]: [str(row[name] or "") for name in names] for row in cells}
    return [read.titles.get(name, name) for name in names], rows
