"""What other systems call our columns: remembered once, used whenever their files come."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.audit import Action
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.evidence.interop import audited, contract
from gaisma.evidence.interop.models import ColumnMapping
from gaisma.evidence.interop.permissions import KEEP_MAPPINGS

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
    contract.demand(kind)
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
    known = {column.name for column in contract.columns_of(kind)}
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
