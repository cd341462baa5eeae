"""Defects are written down by the commission, mended by whose they are, and checked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.audit import Action
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import User
from gaisma.quality.inspections import audited, policies
from gaisma.quality.inspections.actions.photos import forget, show_mended
from gaisma.quality.inspections.actions.writing import added, allowed, changed, locked, removed
from gaisma.quality.inspections.models import DeadlineMove, Defect, Inspection
from gaisma.quality.inspections.permissions import CHECK
from gaisma.record import recording


class Found(TypedDict, total=False):
    """What is to be mended, where, how much it weighs, until when and by whom."""

    item: str
    what: str
    place: str
    severity: str
    due_on: date
    mends: str


def write_down(
    *, inspection: Inspection, by: User | None, at: datetime, **found: Unpack[Found]
) -> Defect:
    """Write down a defect, before the act is signed. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(inspection, "write_down", by=by)
        _check(row, found)
        return added(Defect, found, "write_down", inspection=row, by=by, at=at)


def change(
    *, defect: Defect, revision: int, by: User | None, at: datetime, **found: Unpack[Found]
) -> Defect:
    """Change a defect, before the act is signed. Raises UnableToChange, UnableToRecord."""
    with transaction.atomic():
        row = allowed(defect.inspection, "change_defect", by=by)
        policies.check_unmended(defect)
        _check(row, found)
        return changed(
            defect, found, "change_defect", inspection=row, revision=revision, by=by, at=at
        )


def remove(*, defect: Defect, by: User | None, at: datetime) -> None:
    """Take away a defect that was a mistake, before the act is signed. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(defect.inspection, "remove_defect", by=by)
        policies.check_unmended(defect)
        forget(defect.photos.all())
        removed(defect, "remove_defect", inspection=row, by=by, at=at)


def mend(
    *,
    defect: Defect,
    revision: int,
    on: date,
    how: str,
    picture: bytes = b"",
    by: User | None,
    at: datetime,
) -> Defect:
    """Report that it is mended: on which day, what was done, and how it looks now.

    Raises UnableToChange, UnableToRecord, UnableToAttach.
    """
    if by is not None and not policies.may_mend(defect, by):
        raise NotPermitted(_("The authority reports this defect as mended."), code="not_permitted")
    policies.check_is_past(on, today=timezone.localdate(at))
    policies.check_unmended(defect)
    fields = {"mended_on": on, "mended_by": by, "mended_how": how.strip(), "sent_back_because": ""}
    with transaction.atomic():
        if picture:
            show_mended(defect=defect, picture=picture, caption=how, by=by, at=at)
        return _followed(defect, fields, audited.MEND_DEFECT, revision=revision, by=by, at=at)


def postpone(
    *,
    defect: Defect,
    revision: int,
    due_on: date,
    because: str,
    on: date,
    by: User | None,
    at: datetime,
) -> Defect:
    """Give another day after the act is signed, which stays as it was; the reason is on record.

    Raises UnableToChange, UnableToRecord.
    """
    changes.demand(CHECK, by=by, organisation=defect.inspection.institution)
    policies.check_unmended(defect)
    policies.check_can_be_moved(defect, due_on, because, on=on)
    move = {"moved_from": defect.due_on, "moved_to": due_on, "because": because.strip()}
    with transaction.atomic():
        moved = _followed(
            defect, {"due_on": due_on}, audited.POSTPONE_DEFECT, revision=revision, by=by, at=at
        )
        changes.make(DeadlineMove, at=at, defect=moved, moved_by=by, **move)
    return moved


def confirm(*, defect: Defect, revision: int, on: date, by: User | None, at: datetime) -> Defect:
    """Say after a look that it is mended. Raises UnableToChange, UnableToRecord."""
    changes.demand(CHECK, by=by, organisation=defect.inspection.institution)
    policies.check_is_past(on, today=timezone.localdate(at))
    policies.waits_for_check(defect)
    fields = {"checked_on": on, "checked_by": by}
    return _followed(defect, fields, audited.CHECK_DEFECT, revision=revision, by=by, at=at)


def send_back(
    *, defect: Defect, revision: int, because: str, by: User | None, at: datetime
) -> Defect:
    """Say after a look that it is not mended, and why. Raises UnableToChange, UnableToRecord."""
    changes.demand(CHECK, by=by, organisation=defect.inspection.institution)
    policies.waits_for_check(defect)
    if not because.strip():
        raise UnableToRecord(_("Say what is still to be mended."), code="no_reason")
    unmended = {"mended_on": None, "mended_by": None, "mended_how": ""}
    fields = {**unmended, "sent_back_because": because.strip()}
    return _followed(defect, fields, audited.SEND_BACK_DEFECT, revision=revision, by=by, at=at)


def _check(inspection: Inspection, found: Found) -> None:
    item = found.get("item", "")
    if item and item not in {one.name for one in inspection.version.asks.items}:
        raise UnableToRecord(_("Choose an item of the sheet."), code="no_such_item")
    if found["due_on"] < inspection.on:
        raise UnableToRecord(
            _("The deadline lies before the inspection: choose a later day."), code="too_early"
        )


def _followed(
    defect: Defect,
    fields: Mapping[str, Any],
    action: Action,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Defect:
    with transaction.atomic():
        place = locked(defect.inspection).institution
        return recording.change(
            defect, fields, revision=revision, action=action, by=by, at=at, organisation=place
        )
