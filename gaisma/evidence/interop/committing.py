"""Writing what was planned, and keeping what was there before, in the caller's transaction."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import ForeignKey
from django.utils.translation import gettext as _

from gaisma.base import audit, bulk
from gaisma.base.models import SchoolYear
from gaisma.evidence.interop import audited
from gaisma.evidence.interop.delivery import Delivery, Origin
from gaisma.evidence.interop.findings import Findings, as_json
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.evidence.interop.models import Import, ImportedRows
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.interop.records import Model, Records
from gaisma.evidence.lake import actions as lake

if TYPE_CHECKING:
    from gaisma.base.models import User
    from gaisma.evidence.lake.models import LakeVersion

KEPT_FOR_GOOD = frozenset({SchoolYear})
"""What an import makes on the way and undoing it leaves."""


def commit(
    draft: Draft,
    delivery: Delivery,
    counts: dict[str, dict[str, int]],
    findings: Findings,
    *,
    by: "User | None",
    at: datetime,
) -> Import:
    """Write the planned rows, the previous state of changed ones, and who did it."""
    importing = Import.objects.create(
        source=delivery.source,
        kind=delivery.kind,
        file=delivery.file[:255],
        sha256=delivery.sha256,
        size=delivery.size,
        by=by,
        at=at,
        counts=counts,
        notes=notes_of(findings),
    )
    written = write(draft.records, importing, at)
    touch(written)
    if delivery.facts is not None:
        _append(importing, delivery, counts, at)
    audit.note(
        action=audited.TAKE_IN,
        by=by,
        at=at,
        subject="interop.Import",
        ids=[importing.pk],
        details={"kind": delivery.kind, "source": delivery.source, "counts": counts},
    )
    return importing


def notes_of(findings: Findings) -> list[dict[str, object]]:
    """The notes about a file as a whole: they name nobody, and are kept with the import."""
    return as_json(note for note in findings.notes if note.row is None and note.column is None)


def note_same_file(file: str, sha256: str, findings: Findings) -> None:
    """Say that the very file was taken in before."""
    if not sha256:
        return
    before = Import.objects.filter(sha256=sha256, undone_at__isnull=True).order_by("-pk")
    importing = before.first()
    if importing:
        told = _("This very file was taken in before, as import %(id)d.") % {"id": importing.pk}
        findings.note(file, told)


def origins(file: str, titles: Mapping[str, str]) -> dict[str, Origin]:
    """Where columns stood in a sender's file, by what it calls them."""
    return {column: Origin(file, title) for column, title in titles.items()}


def known_in_lake(importing: Import, version: "LakeVersion | None") -> None:
    """Remember the first lake version that holds what the import brought."""
    if version is not None:
        Import.objects.filter(pk=importing.pk).update(lake_version=version.number)


def touch(models: list[Model]) -> None:
    """Tell the lake which tables of the record have changed."""
    tables = {label: table for kind in table_kinds() for label, table in kind.touches.items()}
    changed = {tables[model._meta.label] for model in models if model._meta.label in tables}
    if changed:
        lake.touch(*changed)


def parquet(frame: pl.DataFrame) -> bytes:
    """The frame as the bytes of a Parquet file."""
    stream = io.BytesIO()
    frame.write_parquet(stream)
    return stream.getvalue()


def write(records: Records, importing: Import, at: datetime) -> list[Model]:
    """Write what is planned and keep what was there before; gives the models that changed."""
    planned = {model: records.created(model) for model in records.models}
    ids = {model: bulk.reserve_ids(model, frame.height) for model, frame in planned.items()}
    starts = {model: reserved.start for model, reserved in ids.items() if len(reserved)}
    written = []
    for order, (model, frame) in enumerate(planned.items()):
        created = _revised(model, _with_true_ids(model, frame, starts), at, new=True)
        changed, previous = records.changed(model)
        changed = _revised(model, _with_true_ids(model, changed, starts), at, new=False)
        if created.is_empty() and changed.is_empty():
            continue
        bulk.insert(model, created)
        bulk.update(model, _different(changed, previous))
        written.append(model)
        if model not in KEPT_FOR_GOOD:
            _keep(importing, model, order, created, previous, changed)
    return written


def _with_true_ids(model: Model, frame: pl.DataFrame, starts: dict[Model, int]) -> pl.DataFrame:
    columns: dict[str, Model] = {"id": model}
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            columns[field.attname] = field.related_model
    return frame.with_columns(
        pl.when(pl.col(name) < 0)
        .then(pl.lit(starts[owner]) - pl.col(name) - 1)
        .otherwise(pl.col(name))
        .alias(name)
        for name, owner in columns.items()
        if owner in starts
    )


def _revised(model: Model, frame: pl.DataFrame, at: datetime, *, new: bool) -> pl.DataFrame:
    if "revision" not in frame.columns:
        return frame
    revision = pl.lit(1, dtype=pl.Int64) if new else pl.col("revision") + 1
    return frame.with_columns(
        revision=revision, changed_at=pl.lit(at).cast(pl.Datetime("us", "UTC"))
    )


def _different(changed: pl.DataFrame, previous: pl.DataFrame) -> pl.DataFrame:
    """Only the columns in which some row differs from what was stored."""
    names = [
        name
        for name in changed.columns
        if name not in previous.columns or not changed[name].equals(previous[name])
    ]
    return changed.select("id", *(name for name in names if name != "id"))


def _keep(
    importing: Import,
    model: Model,
    order: int,
    created: pl.DataFrame,
    previous: pl.DataFrame,
    changed: pl.DataFrame,
) -> None:
    left = _revision_of(changed)[0]
    ImportedRows.objects.create(
        importing=importing,
        model=model._meta.label,
        order=order,
        created=parquet(created.select("id", *_revision_of(created))),
        previous=parquet(previous.with_columns(left_revision=changed.select(left).to_series())),
    )


def _revision_of(frame: pl.DataFrame) -> list[Any]:
    if "revision" in frame.columns:
        return [pl.col("revision")]
    return [pl.repeat(None, pl.len(), dtype=pl.Int64).alias("revision")]


def _append(
    importing: Import, delivery: Delivery, counts: dict[str, dict[str, int]], at: datetime
) -> None:
    frames = {table: frame for table, frame in (delivery.facts or dict)().items() if frame.height}
    if not frames:
        return
    _version, files = lake.append_many(frames, reason=f"import {importing.pk}", at=at)
    importing.lake_files = [file["name"] for file in files]
    for table, frame in frames.items():
        counts["created"][table] = frame.height
    importing.counts = counts
    importing.save(update_fields=["lake_files", "counts"])
