"""Undoing an import: rows are as before, or it is said which rows stand in the way."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl
from django.apps import apps
from django.db.models import ManyToManyRel
from django.utils.translation import gettext as _

from gaisma.base import audit, bulk
from gaisma.base.errors import GaismaError
from gaisma.base.models import AuditRecord
from gaisma.evidence.interop import audited
from gaisma.evidence.interop.committing import parquet, touch
from gaisma.evidence.interop.findings import LISTED, Findings
from gaisma.evidence.interop.models import Import, ImportedRows
from gaisma.evidence.interop.records import Model
from gaisma.evidence.interop.titles import table_title
from gaisma.evidence.lake import actions as lake

if TYPE_CHECKING:
    from gaisma.base.models import User

NO_LATER_ROWS = frozenset({AuditRecord})
"""They refer to what was; deleting it leaves them."""


@dataclass(frozen=True)
class Kept:
    """What an import did to one table: ids it made, rows as they were, revisions it left."""

    model: Model
    created: pl.DataFrame
    previous: pl.DataFrame

    @property
    def left(self) -> pl.DataFrame:
        """All touched rows with the revision that the import left."""
        changed = self.previous.select("id", revision="left_revision")
        return pl.concat([self.created.select("id", "revision"), changed])


def kept(rows: ImportedRows) -> Kept:
    """The stored blobs as frames."""
    return Kept(
        apps.get_model(rows.model),
        pl.read_parquet(io.BytesIO(rows.created)),
        pl.read_parquet(io.BytesIO(rows.previous)),
    )


def importing_to_undo(pk: int) -> Import:
    """The import. Raises GaismaError when there is none, or it is undone already."""
    importing = Import.objects.select_for_update().filter(pk=pk).first()
    if importing is None:
        raise GaismaError(
            _("There is no import %(id)d.") % {"id": pk}, code="unknown_import", choices=_latest()
        )
    if importing.undone_at is not None:
        raise GaismaError(_("Import %(id)d is undone already.") % {"id": pk}, code="undone_already")
    return importing


def _latest() -> list[str]:
    ids = Import.objects.filter(undone_at__isnull=True).order_by("-pk")
    return [str(pk) for pk in ids.values_list("pk", flat=True)[:10]]


def obstacles(tables: list[Kept]) -> Findings:
    """The rows that were changed since, and the later rows that refer to new ones."""
    findings = Findings()
    touched = {table.model: table.left for table in tables}
    for table in tables:
        _tell_changed(table, findings)
        for model, column in _referring(table.model):
            _tell_referring(table, model, column, touched.get(model), findings)
    return findings


def _tell_changed(table: Kept, findings: Findings) -> None:
    names = ["id"] + ["revision"] * _has_revision(table.model)
    stored = bulk.frame_of(table.model._base_manager.all(), *names)
    if "revision" not in stored.columns:
        stored = stored.with_columns(revision=pl.lit(None, dtype=pl.Int64))
    now = stored.rename({"revision": "now"}).with_columns(there=pl.lit(value=True))
    both = table.left.join(now, on="id", how="left", maintain_order="left")
    # A new row that is gone needs no undoing.
    gone = both.filter(pl.col("there").is_null()).join(table.created, on="id", how="anti")
    changed = both.filter(pl.col("there") & pl.col("revision").ne_missing(pl.col("now")))
    _list(table.model, gone["id"], _("This row was deleted since."), findings)
    _list(table.model, changed["id"], _("This row was changed since."), findings)


def _tell_referring(
    table: Kept, model: Model, column: str, touched: pl.DataFrame | None, findings: Findings
) -> None:
    if table.created.is_empty():
        return
    query = model._base_manager.filter(**{f"{column}__isnull": False})
    later = bulk.frame_of(query, "id", column)
    later = later.join(table.created, left_on=column, right_on="id", how="semi")
    if touched is not None:
        later = later.join(touched, on="id", how="anti")
    message = _("This later row refers to one that the import made (%(table)s).")
    told = message % {"table": table_title(table.model._meta.label)}
    _list(model, later["id"], told, findings)


def _referring(model: Model) -> Iterator[tuple[Model, str]]:
    for relation in model._meta.related_objects:
        other = relation.related_model
        if isinstance(relation, ManyToManyRel) and relation.through:
            yield relation.through, relation.field.m2m_reverse_name()
        elif isinstance(other, type) and other not in NO_LATER_ROWS:
            yield other, relation.field.attname


def _list(model: Model, ids: pl.Series, message: str, findings: Findings) -> None:
    for pk in ids.head(LISTED):
        findings.problem(table_title(model._meta.label), message, value=str(pk))
    findings.uncounted(problems=max(0, len(ids) - LISTED))


def restore(importing: Import, tables: list[Kept], *, at: datetime) -> dict[str, dict[str, int]]:
    """Write the previous rows and delete the new ones; counts by table of the record."""
    counts: dict[str, dict[str, int]] = {"created": {}, "changed": {}}
    for table in tables:
        _write_previous(importing, table, at)
        counts["changed"][table.model._meta.label] = table.previous.height
    for table in reversed(tables):
        _forget_audited(table)
        bulk.delete(table.model, table.created["id"].to_list())
        counts["created"][table.model._meta.label] = table.created.height
    return counts


def _write_previous(importing: Import, table: Kept, at: datetime) -> None:
    rows = table.previous
    if rows.is_empty():
        return
    if _has_revision(table.model):
        # A revision is never used twice: whoever read the import's state must notice.
        renewed = pl.col("left_revision") + 1
        _hand_over(importing, table, rows.select("id", "revision", renewed=renewed))
        moment = pl.lit(at).cast(pl.Datetime("us", "UTC"))
        rows = rows.with_columns(revision=renewed, changed_at=moment)
    bulk.update(table.model, rows.drop("left_revision"))


def _hand_over(importing: Import, table: Kept, renewed: pl.DataFrame) -> None:
    """Earlier imports left these rows as they are now again, under a new revision."""
    earlier = ImportedRows.objects.filter(
        model=table.model._meta.label,
        importing__undone_at__isnull=True,
        importing__lt=importing.pk,
    )
    for rows in earlier.iterator():
        before = kept(rows)
        created = _renewed(before.created, "revision", renewed)
        previous = _renewed(before.previous, "left_revision", renewed)
        if not (created.equals(before.created) and previous.equals(before.previous)):
            rows.created, rows.previous = parquet(created), parquet(previous)
            rows.save(update_fields=["created", "previous"])


def _renewed(frame: pl.DataFrame, column: str, renewed: pl.DataFrame) -> pl.DataFrame:
    keys = {"left_on": ["id", column], "right_on": ["id", "revision"]}
    known = frame.join(renewed, how="left", maintain_order="left", **keys)  # type: ignore[arg-type]
    return known.with_columns(pl.coalesce("renewed", column).alias(column)).select(frame.columns)


def _forget_audited(table: Kept) -> None:
    if table.model._meta.label == "base.Organisation":
        ids = table.created["id"].to_list()
        AuditRecord.objects.filter(organisation__in=ids).update(organisation=None)


def _has_revision(model: Model) -> bool:
    return any(field.name == "revision" for field in model._meta.concrete_fields)


def record(importing: Import, counts: dict[str, Any], *, by: "User | None", at: datetime) -> None:
    """Who undid it and when, in the import and in the audit."""
    importing.undone_by, importing.undone_at = by, at
    importing.save(update_fields=["undone_by", "undone_at"])
    audit.note(
        action=audited.UNDO_IMPORT,
        by=by,
        at=at,
        subject="interop.Import",
        ids=[importing.pk],
        details=counts,
    )


def tell_lake(importing: Import, tables: list[Kept], *, at: datetime) -> None:
    """Count the changes, and withdraw the mass facts that the import added."""
    touch([table.model for table in tables])
    if importing.lake_files:
        lake.withdraw(importing.lake_files, reason=f"undo {importing.pk}", at=at)
