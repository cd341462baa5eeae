"""The act of an inspection is signed, acknowledged, and corrected by a later version."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.files import actions as files
from gaisma.base.models import User
from gaisma.quality.inspections.actions.inspections import allowed, changed
from gaisma.quality.inspections.models import AcceptanceAct, ActPhoto, Inspection
from gaisma.quality.inspections.tables import NOT_READY, READY, WITH_DEFECTS
from gaisma.quality.inspections.workflow import INSPECTION


def sign(
    *,
    inspection: Inspection,
    revision: int,
    number: str,
    result: str,
    conclusion: str,
    on: date,
    by: User | None,
    at: datetime,
) -> AcceptanceAct:
    """Sign the act as the head of the commission: what it says stays as it is now.

    Raises UnableToChange, UnableToRecord.
    """
    changes.check_is_past(on, at=at)
    with transaction.atomic():
        row = allowed(inspection, "sign", by=by)
        check_result(row, result, conclusion)
        last = row.acts.order_by("-version").first()
        fields = {
            "number": last.number if last else number.strip(),
            "version": last.version + 1 if last else 1,
            "reason": row.reopened_because,
            "result": result,
            "conclusion": conclusion.strip(),
            "mend_by": _mend_by(row),
            "content": content(row),
            "signed_on": on,
            "signed_by": by or row.led_by,
        }
        _take(row, "sign", {"reopened_because": ""}, revision=revision, by=by, at=at)
        act = changes.make(AcceptanceAct, at=at, inspection=row, **fields)
        keep_photos(act, by=by, at=at)
    return act


def acknowledge(
    *, act: AcceptanceAct, revision: int, on: date, remark: str, by: User | None, at: datetime
) -> AcceptanceAct:
    """Note as the head of the institution that she has read it, and what she remarks.

    Raises UnableToChange, UnableToRecord.
    """
    changes.check_is_past(on, at=at)
    with transaction.atomic():
        row = allowed(act.inspection, "acknowledge", by=by)
        if row.acts.filter(version__gt=act.version).exists():
            raise UnableToRecord(_("A later version stands: read that one."), code="superseded")
        _take(row, "acknowledge", {}, revision=row.revision, by=by, at=at)
        fields = {"acknowledged_on": on, "acknowledged_by": by, "remark": remark.strip()}
        return changes.change(act, revision=revision, at=at, **fields)


def reopen(
    *, inspection: Inspection, revision: int, because: str, by: User | None, at: datetime
) -> Inspection:
    """Correct a signed act: the sheet is open again and a new version follows with the reason.

    Raises UnableToChange, UnableToRecord.
    """
    if not because.strip():
        raise UnableToRecord(_("Say why the act is corrected."), code="no_reason")
    with transaction.atomic():
        row = allowed(inspection, "reopen", by=by)
        fields = {"reopened_because": because.strip()}
        return _take(row, "reopen", fields, revision=revision, by=by, at=at)


def next_number(inspection: Inspection) -> str:
    """What the next act of the year is called, where nobody numbers them otherwise."""
    year = inspection.school_year.starts_on.year
    count = AcceptanceAct.objects.filter(
        version=1, inspection__school_year=inspection.school_year
    ).count()
    return f"G-{year}/{count + 1}"


def keep_photos(act: AcceptanceAct, *, by: User | None, at: datetime) -> None:
    """Keep the photos of the inspection with the act as they are now."""
    rows = act.inspection.photos.select_related("attachment", "defect").order_by("pk")
    for photo in rows:
        changes.make(
            ActPhoto,
            at=at,
            act=act,
            attachment=files.copy(photo.attachment, by=by, at=at),
            caption=photo.caption,
            item=photo.item,
            defect=photo.defect.what if photo.defect else "",
        )


def content(inspection: Inspection) -> dict[str, Any]:
    """What the act says of the inspection as it is now."""
    names = ("item", "what", "place", "severity", "mends")
    return {
        "inspected_on": inspection.on.isoformat(),
        "led_by": str(inspection.led_by),
        "members": sorted(str(member) for member in inspection.members.all()),
        "answers": dict(inspection.answers),
        "defects": [
            {
                **{name: getattr(defect, name) for name in names},
                "due_on": defect.due_on.isoformat(),
                "is_mended": defect.mended_on is not None,
            }
            for defect in inspection.defects.order_by("due_on", "pk")
        ],
        "photos": inspection.photos.count(),
    }


def _mend_by(inspection: Inspection) -> date | None:
    left = [one.due_on for one in inspection.defects.all() if one.mended_on is None]
    return max(left, default=None)


def _take(
    row: Inspection,
    act: str,
    fields: dict[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Inspection:
    fields = {**fields, "state": INSPECTION[act].leads_to}
    return changed(row, fields, act, inspection=row, revision=revision, by=by, at=at)


def check_result(inspection: Inspection, result: str, conclusion: str) -> None:
    """Raises UnableToRecord for a result that the defects contradict."""
    unmended = [defect for defect in inspection.defects.all() if defect.mended_on is None]
    if result == READY and unmended:
        raise UnableToRecord(
            _("Defects are to be mended: choose “ready, with defects to mend” or “not ready”."),
            code="defects_left",
        )
    if result == WITH_DEFECTS and not unmended:
        raise UnableToRecord(
            _("No defect is to be mended: choose “ready”, or write the defects down."),
            code="no_defects",
        )
    if result != NOT_READY and any(defect.severity == "dangerous" for defect in unmended):
        raise UnableToRecord(
            _("A dangerous defect is to be mended first: the institution is not ready."),
            code="dangerous",
        )
    if result == NOT_READY and not conclusion.strip():
        raise UnableToRecord(_("Say why the institution is not ready."), code="no_conclusion")
