"""What other systems call our columns: remembered once, known again whenever their files come."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import folded
from gaisma.base import audit, changes
from gaisma.base.apart import UnableToRead
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.base.reading import asking
from gaisma.base.reading.delimited import HEADER_BYTES, SEPARATORS
from gaisma.evidence.interop import audited, kinds
from gaisma.evidence.interop.kinds import columns_of, known_kinds
from gaisma.evidence.interop.models import ColumnMapping
from gaisma.evidence.interop.permissions import KEEP_MAPPINGS
from gaisma.evidence.interop.titles import names_of, sheet_names

SUBJECT = "interop.ColumnMapping"


def remember(
    *, source: str, kind: str, columns: Mapping[str, str], by: User | None, at: datetime
) -> ColumnMapping:
    """Add headings of a sender to those that are known of a table. Raises UnableToRecord."""
    known = ColumnMapping.objects.filter(source=source, kind=kind).first()
    every = {**(known.columns if known else {}), **columns}
    return replace(source=source, kind=kind, columns=every, by=by, at=at)


def replace(
    *, source: str, kind: str, columns: Mapping[str, str], by: User | None, at: datetime
) -> ColumnMapping:
    """Write all headings of a sender for a table anew. Raises UnableToRecord."""
    changes.demand(KEEP_MAPPINGS, by=by)
    kinds.demand(kind)
    _refuse_unknown(kind, columns)
    with transaction.atomic():
        mapping, _made = ColumnMapping.objects.update_or_create(
            source=source, kind=kind, defaults={"columns": dict(columns)}
        )
        _note(audited.KEEP_MAPPING, mapping, by=by, at=at)
    return mapping


def forget(mapping: ColumnMapping, *, by: User | None, at: datetime) -> None:
    """Forget the headings of a sender for a table; what was taken in stays."""
    changes.demand(KEEP_MAPPINGS, by=by)
    with transaction.atomic():
        _note(audited.FORGET_MAPPING, mapping, by=by, at=at)
        mapping.delete()


def _refuse_unknown(kind: str, columns: Mapping[str, str]) -> None:
    known = {column.name for column in kinds.columns_of(kind)}
    for theirs, ours in columns.items():
        if ours not in known:
            raise UnableToRecord(
                _("The table has no column “%(column)s”.") % {"column": ours},
                code="unknown_column",
                choices=sorted(known),
            )
        if not theirs.strip():
            raise UnableToRecord(_("A heading is empty: write what the sender calls the column."))


def _note(action: Action, mapping: ColumnMapping, *, by: User | None, at: datetime) -> None:
    audit.note(
        action=action,
        by=by,
        at=at,
        subject=SUBJECT,
        ids=[mapping.pk],
        details={"source": mapping.source, "kind": mapping.kind},
    )


ONEROSTER = "oneroster"


def kind_of(path: Path, *, source: str) -> str:
    """The kind of table, `oneroster`, or "" when the file does not tell."""
    if path.suffix.lower() == ".zip":
        return ONEROSTER
    try:
        sheets, header = asking.glance(path, most_bytes=HEADER_BYTES, marks=SEPARATORS)
    except UnableToRead:  # whatever is wrong with the file is told by the check
        return ""
    named = [kind for kind in known_kinds() if any(sheet in sheet_names(kind) for sheet in sheets)]
    return named[0] if len(named) == 1 else _by_header(header, source)


def _by_header(header: Iterable[str], source: str) -> str:
    """The kind of which the header has all required columns and most of the others."""
    mappings = dict(ColumnMapping.objects.filter(source=source).values_list("kind", "columns"))
    best, most = "", 0
    for kind in known_kinds():
        names = names_of(kind) | {
            folded(theirs): ours for theirs, ours in mappings.get(kind, {}).items()
        }
        found = {names[cell] for cell in map(folded, header) if cell in names}
        needed = {column.name for column in columns_of(kind) if column.required}
        if needed <= found and len(found) > most:
            best, most = kind, len(found)
    return best
