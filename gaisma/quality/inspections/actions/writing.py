"""The shape of every act on an inspection: who may, whether its state allows it, the change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from gaisma.base.models import Recorded, User
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.workflow import INSPECTION
from gaisma.record import recording

Row = TypeVar("Row", bound=Recorded)


def allowed(inspection: Inspection, act: str, *, by: User | None) -> Inspection:
    """The row as it is now, which nobody else changes within the caller's transaction.

    Raises NotPermitted, UnableToRecord.
    """
    INSPECTION.demand(inspection, act, by=by)
    row = locked(inspection)
    INSPECTION.check(row, act)
    return row


def locked(inspection: Inspection) -> Inspection:
    """The row as it is now, kept from others until the transaction ends."""
    rows = Inspection.objects.select_for_update(of=("self",))
    return rows.select_related("institution", "school_year", "version").get(pk=inspection.pk)


def added(
    model: type[Row],
    fields: Mapping[str, Any],
    act: str,
    *,
    inspection: Inspection,
    by: User | None,
    at: datetime,
) -> Row:
    """A new row of the inspection. Raises UnableToRecord."""
    return recording.add(
        model,
        {"inspection": inspection, **fields},
        action=INSPECTION[act].audited,
        by=by,
        at=at,
        organisation=inspection.institution,
    )


def changed(
    row: Row,
    fields: Mapping[str, Any],
    act: str,
    *,
    inspection: Inspection,
    revision: int,
    by: User | None,
    at: datetime,
) -> Row:
    """The row with these fields. Raises UnableToChange, UnableToRecord."""
    return recording.change(
        row,
        fields,
        revision=revision,
        action=INSPECTION[act].audited,
        by=by,
        at=at,
        organisation=inspection.institution,
    )


def removed(
    row: Recorded, act: str, *, inspection: Inspection, by: User | None, at: datetime
) -> None:
    """The row is gone; the audit keeps that it was."""
    recording.remove(
        row,
        action=INSPECTION[act].audited,
        by=by,
        at=at,
        organisation=inspection.institution,
    )
