"""Workbooks given to a person: empty ones, what is stored, the rows with their problems."""

import io
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import access, audit, changes
from gaisma.base.models import Installation, Organisation, User
from gaisma.evidence.interop import audited, imports, kinds, reading, shelf, workbook
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.evidence.interop.models import Upload
from gaisma.evidence.interop.permissions import TAKE_OUT
from gaisma.evidence.interop.workbook import OPTIONS

KEPT_BACK = frozenset({"personal_code"})
"""What no page gives away in bulk; the command line, which is the administrator's, does."""
OWN = {"institutions": "id"}
"""The column that names the institution where it is not `institution`."""


def template(kind: str, *, at: datetime) -> bytes:
    """An empty workbook of the kind in the active language."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        workbook.write_template(kind, path, at=at)
        return path.read_bytes()


def stored(kind: str, *, by: User, at: datetime, source: str = imports.SOURCE) -> bytes:
    """The rows of the institutions that the person reaches. Raises NotPermitted."""
    changes.demand(TAKE_OUT, by=by)
    rows = reached(table_kinds()[kind].export(source), kind, by=by)
    with TemporaryDirectory() as folder, transaction.atomic():
        path = Path(folder) / "stored.xlsx"
        workbook.write_rows(kind, path, rows, at=at, without=KEPT_BACK)
        audit.note(
            action=audited.TAKE_OUT_TABLE,
            by=by,
            at=at,
            details={"kind": kind, "rows": rows.height},
        )
        return path.read_bytes()


def reached(rows: pl.DataFrame, kind: str, *, by: User) -> pl.DataFrame:
    """The rows of the institutions in which the person reads the record."""
    ids = access.reach(by, *table_kinds()[kind].readers)
    if Installation.current().authority_id in ids:
        return rows
    codes = Organisation.objects.filter(pk__in=ids).values_list("code", flat=True)
    return rows.filter(pl.col(OWN.get(kind, "institution")).is_in(list(codes)))


Told = dict[int | None, list[str]]


def corrections(upload: Upload, *, at: datetime) -> bytes:
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
    if upload.kind not in kinds.given_kinds() or not path.exists():
        return [], {}
    columns = imports.mapping_of(upload.source, upload.kind)
    read = reading.read(path, upload.kind, mapping=columns)
    if read.frame is None:
        return [], {}
    names = [name for name in read.frame.columns if name != "row"]
    cells: list[dict[str, Any]] = read.frame.select("row", *names).to_dicts()
    rows = {row["row"]: [str(row[name] or "") for name in names] for row in cells}
    return [read.titles.get(name, name) for name in names], rows
