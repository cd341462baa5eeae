"""The one shape of an action on a row: written, told to the lake, noted in the audit, or none.

Permission and policy come before it, in the room's own action. The audit names the row itself, or
the one that it is `about`: what is written into a file is looked for with the file.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.audit import Action
from gaisma.base.models import Organisation, Recorded, User
from gaisma.evidence.lake.actions import touch

Row = TypeVar("Row", bound=Recorded)


def add(
    model: type[Row],
    fields: Mapping[str, Any],
    *,
    action: Action,
    by: User | None,
    at: datetime,
    organisation: Organisation | None = None,
    about: Recorded | None = None,
) -> Row:
    """Write a new row. Raises UnableToRecord."""
    with transaction.atomic():
        row = changes.make(model, at=at, **fields)
        touch(*action.touches)
        _note(action, about or row, by=by, at=at, organisation=organisation, details={})
    return row


def change(
    row: Row,
    fields: Mapping[str, Any],
    *,
    revision: int,
    action: Action,
    by: User | None,
    at: datetime,
    organisation: Organisation | None = None,
    about: Recorded | None = None,
) -> Row:
    """Write the fields of a row at its expected revision. Raises UnableToChange, UnableToRecord."""
    with transaction.atomic():
        changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
        changes.change(row, revision=revision, at=at, **fields)
        touch(*action.touches)
        details = {"fields": changed}
        _note(action, about or row, by=by, at=at, organisation=organisation, details=details)
    return row


def remove(
    row: Recorded,
    *,
    action: Action,
    by: User | None,
    at: datetime,
    organisation: Organisation | None = None,
    about: Recorded | None = None,
) -> None:
    """Delete a row that was a mistake or is not wanted any more."""
    with transaction.atomic():
        _note(action, about or row, by=by, at=at, organisation=organisation, details={})
        row.delete()
        touch(*action.touches)


def _note(
    action: Action,
    row: Recorded,
    *,
    by: User | None,
    at: datetime,
    organisation: Organisation | None,
    details: dict[str, Any],
) -> None:
    audit.note(
        action=action,
        by=by,
        at=at,
        organisation=organisation,
        subject=row._meta.label,
        ids=[row.pk],
        details=details,
    )
