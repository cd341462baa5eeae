"""Reads of imports and of files on their way in, for pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.apps import apps
from django.http import Http404
from django.utils.translation import gettext as _

from gaisma.base import bulk
from gaisma.evidence.interop import imports, kinds, undoing
from gaisma.evidence.interop.mappings import ONEROSTER
from gaisma.evidence.interop.meanings import Met
from gaisma.evidence.interop.models import ColumnMapping, Found, Import, Upload
from gaisma.evidence.interop.previews import column_of
from gaisma.evidence.interop.titles import KINDS, column_title, kind_title, records
from gaisma.evidence.interop.uploads import COUNTED

SHOWN_NOTES = 20
NAMED_ONE_BY_ONE = 500
"""So many rows are asked for by their ids; of more the whole table is read, which is faster."""
TABLE = "table "


@dataclass(frozen=True)
class Counts:
    """How many rows of a table are new, changed, ended, unchanged."""

    title: str
    created: int
    changed: int
    ended: int
    unchanged: int


@dataclass(frozen=True)
class Matched:
    """A table as it was understood: whose columns are which, what nobody knows."""

    title: str
    file: str
    rows: int
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Difference:
    """What would stand in a column instead."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRow:
    """A row that would change."""

    who: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class Changes:
    """What would change in a table of the record; `more` rows are not shown."""

    title: str
    changed: int
    created: int
    rows: tuple[ChangedRow, ...]
    new: tuple[str, ...]

    @property
    def more_changed(self) -> int:
        return self.changed - len(self.rows)


@dataclass(frozen=True)
class UploadPage:
    """A file on its way in."""

    upload: Upload
    kind: str
    tables: tuple[Matched, ...]
    unknown: tuple[str, ...]
    met: tuple[Met, ...]
    unseen: int
    counts: tuple[Counts, ...]
    changes: tuple[Changes, ...]
    problems: tuple[Found, ...]
    notes: tuple[Found, ...]
    notes_total: int
    decisions: tuple[Found, ...]

    @property
    def can_be_taken(self) -> bool:
        return self.upload.status in ("taken", "asks")

    @property
    def changes_nothing(self) -> bool:
        return not any(count.created or count.changed or count.ended for count in self.counts)


def kind_of_delivery(kind: str) -> str:
    """What an import was of, in the reader's language."""
    if kind == ONEROSTER:
        return "OneRoster"
    table = kind.removeprefix(TABLE)
    if table not in KINDS and table in apps.app_configs:
        return str(apps.get_app_config(table).verbose_name)
    return kind_title(table).capitalize() if kind else _("not known yet")


def upload(upload_id: int) -> Upload:
    """Raises Http404."""
    found = Upload.objects.select_related("by", "importing").filter(pk=upload_id).first()
    if found is None:
        raise Http404
    return found


def importing(import_id: int) -> Import:
    """Raises Http404."""
    found = Import.objects.select_related("by", "undone_by").filter(pk=import_id).first()
    if found is None:
        raise Http404
    return found


def waiting() -> list[Upload]:
    """Files that are not taken in yet, the newest first."""
    found = Upload.objects.filter(importing__isnull=True).select_related("by")
    return list(found.order_by("-at", "-pk"))


def page_of(upload: Upload) -> UploadPage:
    """All that the page of a file shows."""
    found: dict[str, list[Found]] = {"problem": [], "note": [], "decision": []}
    for one in upload.found.order_by("row", "pk"):
        found[one.tone].append(one)
    return UploadPage(
        upload=upload,
        kind=kind_of_delivery(upload.kind),
        tables=tuple(_matched(told) for told in upload.understood if "kind" in told),
        unknown=tuple(name for told in upload.understood for name in told.get("unknown", ())),
        met=tuple(Met(**one) for told in upload.understood for one in told.get("met", ())),
        unseen=sum(told.get("unseen", 0) for told in upload.understood),
        counts=counts_of(upload.counts),
        changes=tuple(_changes(label, told) for label, told in upload.changes.items()),
        problems=tuple(found["problem"][:SHOWN_NOTES]),
        notes=tuple(found["note"][:SHOWN_NOTES]),
        notes_total=len(found["note"]),
        decisions=tuple(found["decision"]),
    )


def counts_of(counts: Mapping[str, Mapping[str, int]]) -> tuple[Counts, ...]:
    """The counts of an import or of a check, table by table."""
    names = dict.fromkeys(name for counted in counts.values() for name in counted)
    return tuple(
        Counts(kind_title(name), *(counts.get(counted, {}).get(name, 0) for counted in COUNTED))
        for name in names
    )


def _matched(told: Mapping[str, Any]) -> Matched:
    columns = ((theirs, column_title(ours)) for theirs, ours in told["columns"])
    return Matched(kind_title(told["kind"]), told["file"], told["rows"], tuple(columns))


def _changes(label: str, told: Mapping[str, Any]) -> Changes:
    return Changes(
        title=kind_title(records()[label]),
        changed=told["changed"],
        created=told["created"],
        rows=tuple(_row(row) for row in told["rows"]),
        new=tuple(told["new"]),
    )


def _row(told: Mapping[str, Any]) -> ChangedRow:
    differences = (
        Difference(column_title(one["column"]), one["before"], one["after"])
        for one in told["fields"]
    )
    return ChangedRow(told["who"], tuple(differences))


@dataclass(frozen=True)
class TouchedTable:
    """What an import did to a table of the record; `columns` are those that it changed."""

    title: str
    created: int
    changed: int
    columns: tuple[tuple[str, int], ...]
    changed_since: int


@dataclass(frozen=True)
class ImportPage:
    """An import: what it brought, and what of it can still be seen in the record."""

    importing: Import
    kind: str
    counts: tuple[Counts, ...]
    tables: tuple[TouchedTable, ...]
    is_file_kept: bool = False

    @property
    def sender(self) -> str:
        """The system that it came from; nothing where none was named."""
        return "" if self.importing.source == imports.SOURCE else self.importing.source


def page_of_import(importing: Import) -> ImportPage:
    """All that the page of an import shows."""
    rows = importing.rows.order_by("order").filter(model__in=records())
    tables = () if importing.undone_at else tuple(_touched(undoing.kept(one)) for one in rows)
    return ImportPage(
        importing=importing,
        kind=kind_of_delivery(importing.kind),
        counts=counts_of(importing.counts),
        tables=tables,
    )


def _touched(kept: undoing.Kept) -> TouchedTable:
    """The columns that differ from before, of rows that nobody has changed since."""
    previous = kept.previous
    names = [name for name in previous.columns if column_of(name)]
    rows = kept.model._base_manager.all()
    if previous.height <= NAMED_ONE_BY_ONE:
        rows = rows.filter(pk__in=previous["id"].to_list())
    now = bulk.frame_of(rows, "id", "revision", *names).rename({"revision": "now"})
    both = previous.join(now, on="id", how="inner", suffix=".now")
    same = both.filter(pl.col("left_revision") == pl.col("now"))
    different = (
        (name, same.filter(pl.col(name).ne_missing(pl.col(f"{name}.now"))).height) for name in names
    )
    return TouchedTable(
        title=kind_title(records()[kept.model._meta.label]),
        created=kept.created.height,
        changed=previous.height,
        columns=tuple((column_title(column_of(name)), count) for name, count in different if count),
        changed_since=previous.height - same.height,
    )


@dataclass(frozen=True)
class Obstacle:
    """A row that stands in the way of undoing."""

    table: str
    id: str
    reason: str


def obstacles(importing: Import) -> tuple[tuple[Obstacle, ...], int]:
    """What stands in the way of undoing the import, and how many rows that are in all."""
    found = imports.obstacles(importing.pk)
    listed = (
        Obstacle(one.file, one.value or "", one.message) for one in found.problems[:SHOWN_NOTES]
    )
    return tuple(listed), found.problems_total


@dataclass(frozen=True)
class TableLine:
    """A table that can be taken in and out."""

    kind: str
    title: str
    required: str
    columns: int
    is_given: bool


def tables() -> tuple[TableLine, ...]:
    """The tables of the contract, in the order in which they are best taken in."""
    return tuple(
        TableLine(
            kind=kind,
            title=kind_title(kind).capitalize(),
            required=", ".join(
                column_title(column.name) for column in kinds.columns_of(kind) if column.required
            ),
            columns=len(kinds.columns_of(kind)),
            is_given=kind in kinds.given_kinds(),
        )
        for kind in kinds.known_kinds()
    )


def mapping(mapping_id: int) -> ColumnMapping:
    """Raises Http404."""
    found = ColumnMapping.objects.filter(pk=mapping_id).first()
    if found is None:
        raise Http404
    return found
