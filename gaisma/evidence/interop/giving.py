"""Workbooks given to a person: empty ones, and what is stored within their reach."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from django.db import transaction

from gaisma.base import access, audit, changes
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.permissions import REVIEWERS
from gaisma.evidence.interop import audited, imports, workbook
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.evidence.interop.permissions import TAKE_OUT

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
    ids = access.reach(by, *REVIEWERS)
    if Installation.current().authority_id in ids:
        return rows
    codes = Organisation.objects.filter(pk__in=ids).values_list("code", flat=True)
    return rows.filter(pl.col(OWN.get(kind, "institution")).is_in(list(codes)))
