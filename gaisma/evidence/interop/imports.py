"""What is done with imports: a table taken in, an import undone, a person forgotten."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.evidence.interop import committing, intake, kinds, mass, reading, shelf, undoing
from gaisma.evidence.interop.committing import parquet
from gaisma.evidence.interop.delivery import Delivery, Outcome, Table
from gaisma.evidence.interop.findings import Findings, Problem, as_json
from gaisma.evidence.interop.kinds import table_kinds
from gaisma.evidence.interop.mass import taking
from gaisma.evidence.interop.mass import undoing as mass_undoing
from gaisma.evidence.interop.meanings import Meanings
from gaisma.evidence.interop.models import ColumnMapping, Import, ImportedRows, Upload
from gaisma.evidence.interop.records import Model
from gaisma.evidence.lake import actions as lake

if TYPE_CHECKING:
    from gaisma.base.models import User

SOURCE = "table"
"""The scheme of identifiers when a spreadsheet's sender has no name."""
UNDONE, REFUSED = "undone", "refused"


class Watch(intake.Watch):
    """Looks on from the reading of a table; as it stands, it does nothing."""

    def read(self, found: reading.Reading) -> None:
        """What the file holds."""

    def understood(self, meanings: Meanings) -> None:
        """Where it will stand which values the file has that its lists do not know."""


@dataclass(frozen=True)
class Undoing:
    """What came of undoing an import: the rows that stood in the way, or what was restored."""

    id: int
    status: str
    problems: list[Problem]
    problems_total: int
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "id": self.id,
            "status": self.status,
            "problems": as_json(self.problems),
            "problems_total": self.problems_total,
            "deleted": self.counts.get("created", {}),
            "restored": self.counts.get("changed", {}),
        }


def take_table(
    path: Path,
    kind: str,
    *,
    by: "User | None",
    at: datetime,
    as_of: date,
    source: str = SOURCE,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    yes: bool = False,
    watch: Watch | None = None,
) -> Outcome:
    """Take in a spreadsheet of one kind of table; all of it or nothing.

    `mapping` tells what the source calls the contract's columns; it is remembered with an import
    that was taken. Raises GaismaError for an unknown kind or column.
    """
    columns = _mapping(source, kind, mapping or {})
    meanings = Meanings(kind, meanings_of(source, kind))
    watch = watch or Watch()
    watch.understood(meanings)
    if kind in mass.mass_kinds():
        outcome = taking.take_in(
            path,
            mass.mass_kinds()[kind],
            columns=columns,
            meanings=meanings,
            source=source,
            by=by,
            at=at,
            as_of=as_of,
            dry_run=dry_run,
            yes=yes,
            watch=watch,
        )
    else:
        read = reading.read(path, kind, mapping=columns)
        watch.read(read)
        delivery = _delivery(read, kind, source, meanings)
        outcome = intake.take_in(
            delivery, by=by, at=at, as_of=as_of, dry_run=dry_run, yes=yes, watch=watch
        )
    if mapping and outcome.id is not None:
        ColumnMapping.objects.update_or_create(
            source=source, kind=kind, defaults={"columns": columns}
        )
    return outcome


def _delivery(read: reading.Reading, kind: str, source: str, meanings: Meanings) -> Delivery:
    committing.note_same_file(read.file, read.sha256, read.findings)
    return Delivery(
        source=source,
        kind=f"table {kind}",
        file=read.file,
        size=read.size,
        sha256=read.sha256,
        tables=() if read.frame is None else (_table(read, read.frame, kind, meanings),),
        findings=read.findings,
    )


def _table(read: reading.Reading, frame: pl.DataFrame, kind: str, meanings: Meanings) -> Table:
    return Table(kind, read.file, frame, committing.origins(read.file, read.titles), meanings)


def _mapping(source: str, kind: str, given: Mapping[str, str]) -> dict[str, str]:
    kinds.demand(kind)
    known = [column.name for column in kinds.columns_of(kind)]
    for column in given.values():
        if column not in known:
            raise GaismaError(
                _("The table has no column “%(column)s”.") % {"column": column},
                code="unknown_column",
                choices=known,
            )
    return {**mapping_of(source, kind), **given}


def mapping_of(source: str, kind: str) -> dict[str, str]:
    """What is remembered of the sender's headings: theirs → the contract's column."""
    stored = ColumnMapping.objects.filter(source=source, kind=kind).first()
    return dict(stored.columns) if stored else {}


def meanings_of(source: str, kind: str) -> dict[str, dict[str, str]]:
    """What is remembered of the sender's values: by column, theirs → the code that is meant."""
    stored = ColumnMapping.objects.filter(source=source, kind=kind).first()
    return dict(stored.meanings) if stored else {}


def undo(pk: int, *, by: "User | None", at: datetime) -> Undoing:
    """Put back what the import changed; refused with the rows that were changed or used since.

    Raises GaismaError when there is no such import or it is undone already.
    """
    with transaction.atomic():
        intake.wait_for_other_writers()
        importing = undoing.importing_to_undo(pk)
        if kind := mass.kind_of(importing):
            return _undo_mass(importing, kind, by=by, at=at)
        tables = [undoing.kept(rows) for rows in importing.rows.order_by("order")]
        found = undoing.obstacles(tables)
        if found.problems_total:
            return Undoing(pk, REFUSED, found.listed().problems, found.problems_total)
        counts = undoing.restore(importing, tables, at=at)
        undoing.tell_lake(importing, tables, at=at)
        undoing.record(importing, counts, by=by, at=at)
    lake.refresh(reason=f"undo {pk}", at=at)
    return Undoing(pk, UNDONE, [], 0, counts)


def _undo_mass(
    importing: Import, kind: mass.MassKind, *, by: "User | None", at: datetime
) -> Undoing:
    found, back = mass_undoing.undo(importing, kind, at=at)
    if found.problems_total:
        return Undoing(importing.pk, REFUSED, found.listed().problems, found.problems_total)
    counts = {"created": importing.counts["created"], "changed": {kind.key: back}}
    undoing.record(importing, counts, by=by, at=at)
    return Undoing(importing.pk, UNDONE, [], 0, counts)


def is_undone(pk: int) -> bool:
    """Whether somebody has undone the import."""
    return Import.objects.filter(pk=pk, undone_at__isnull=False).exists()


@transaction.atomic
def obstacles(pk: int) -> Findings:
    """The rows that stand in the way of undoing the import; nothing is changed.

    Raises GaismaError when there is no such import or it is undone already.
    """
    importing = undoing.importing_to_undo(pk)
    if kind := mass.kind_of(importing):
        return mass_undoing.obstacles(importing, kind).listed()
    found = undoing.obstacles([undoing.kept(rows) for rows in importing.rows.order_by("order")])
    return found.listed()


@transaction.atomic
def forget(*, person_ids: Collection[int]) -> int:
    """Remove the people from what imports keep of previous rows; gives the number of rows.

    Files that wait go altogether: nobody has said yet who is in them.
    """
    _discard_waiting()
    people = pl.DataFrame({"id": pl.Series(list(person_ids), dtype=pl.Int64)})
    gone = 0
    for rows in ImportedRows.objects.select_for_update().iterator():
        before = undoing.kept(rows)
        previous, created = before.previous, before.created
        for column in _person_columns(before.model):
            previous = previous.join(people, left_on=column, right_on="id", how="anti")
            if column == "id":
                created = created.join(people, on="id", how="anti")
        gone += before.previous.height - previous.height
        if previous.height < before.previous.height or created.height < before.created.height:
            rows.created, rows.previous = parquet(created), parquet(previous)
            rows.save(update_fields=["created", "previous"])
    return gone


def _discard_waiting() -> None:
    waiting = list(Upload.objects.filter(importing__isnull=True))
    Upload.objects.filter(pk__in=[upload.pk for upload in waiting]).delete()
    for upload in waiting:
        transaction.on_commit(partial(shelf.remove, upload.folder))


@transaction.atomic
def forget_content(model: Model, ids: Collection[int]) -> None:
    """Blank the rows in what imports keep: that they were changed stays known, and bars undoing."""
    about = ImportedRows.objects.select_for_update().filter(model=model._meta.label)
    for rows in about.iterator():
        before = undoing.kept(rows).previous
        stays = ~pl.col("id").is_in(list(ids)) if ids else pl.lit(value=True)
        content = pl.exclude("id", "left_revision")
        blanked = before.with_columns(pl.when(stays).then(content))
        if not blanked.equals(before):
            rows.previous = parquet(blanked)
            rows.save(update_fields=["previous"])


def _person_columns(model: Model) -> list[str]:
    """The columns that say whose the row is: a person's own id, or the references to persons."""
    person = table_kinds()["people"].model
    if model is person:
        return ["id"]
    related = [(column, column.related_model) for column in model._meta.concrete_fields]
    return [column.attname for column, other in related if other is person]
