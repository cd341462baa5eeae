"""Defects are written down with photos, mended by whose they are, and checked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.audit import Action
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.files import actions as files
from gaisma.base.models import User
from gaisma.quality.inspections import audited, permissions
from gaisma.quality.inspections.actions.inspections import added, allowed, changed, locked, removed
from gaisma.quality.inspections.models import DeadlineMove, Defect, Inspection, Photo
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
        check_unmended(defect)
        _check(row, found)
        return changed(
            defect, found, "change_defect", inspection=row, revision=revision, by=by, at=at
        )


def remove(*, defect: Defect, by: User | None, at: datetime) -> None:
    """Take away a defect that was a mistake, before the act is signed. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(defect.inspection, "remove_defect", by=by)
        check_unmended(defect)
        forget_photos(defect.photos.all())
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
    if by is not None and not permissions.may_mend(defect, by):
        raise NotPermitted(_("The authority reports this defect as mended."), code="not_permitted")
    changes.check_is_past(on, at=at)
    check_unmended(defect)
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
    check_unmended(defect)
    check_can_be_moved(defect, due_on, because, on=on)
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
    changes.check_is_past(on, at=at)
    check_waits(defect)
    fields = {"checked_on": on, "checked_by": by}
    return _followed(defect, fields, audited.CHECK_DEFECT, revision=revision, by=by, at=at)


def send_back(
    *, defect: Defect, revision: int, because: str, by: User | None, at: datetime
) -> Defect:
    """Say after a look that it is not mended, and why. Raises UnableToChange, UnableToRecord."""
    changes.demand(CHECK, by=by, organisation=defect.inspection.institution)
    check_waits(defect)
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


MOST_PHOTOS = 60
"""So many photos of one inspection."""
LONGEST_CAPTION = 160


def take_photo(
    *,
    inspection: Inspection,
    picture: bytes,
    caption: str,
    item: str = "",
    defect: Defect | None = None,
    by: User | None,
    at: datetime,
) -> Photo:
    """Add a photo of an item or a defect, before the act is signed.

    Raises UnableToAttach, UnableToRecord.
    """
    with transaction.atomic():
        row = allowed(inspection, "take_photo", by=by)
        if item and item not in {one.name for one in row.version.asks.items}:
            raise UnableToRecord(_("Choose an item of the sheet."), code="no_such_item")
        _check_room(row)
        fields = {
            "item": item,
            "defect": defect,
            "caption": caption.strip(),
            "attachment": files.keep_picture(picture, by=by, at=at),
        }
        return added(Photo, fields, "take_photo", inspection=row, by=by, at=at)


def show_mended(
    *, defect: Defect, picture: bytes, caption: str, by: User | None, at: datetime
) -> Photo:
    """Keep a photo of what was mended, as part of the act that reports it.

    Raises UnableToAttach, UnableToRecord.
    """
    _check_room(defect.inspection)
    return changes.make(
        Photo,
        at=at,
        inspection=defect.inspection,
        defect=defect,
        caption=Truncator(caption).chars(LONGEST_CAPTION),
        attachment=files.keep_picture(picture, by=by, at=at),
    )


def remove_photo(*, photo: Photo, by: User | None, at: datetime) -> None:
    """Take a photo away, before the act is signed. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(photo.inspection, "remove_photo", by=by)
        attachment = photo.attachment
        removed(photo, "remove_photo", inspection=row, by=by, at=at)
        files.remove(attachment)


def forget_photos(photos: QuerySet[Photo]) -> None:
    """Take photos away with what they are of, inside the caller's transaction."""
    for photo in photos.select_related("attachment"):
        photo.delete()
        files.remove(photo.attachment)


def _check_room(inspection: Inspection) -> None:
    if inspection.photos.count() >= MOST_PHOTOS:
        raise UnableToRecord(
            _("An inspection has at most %(most)d photos: take one away first.")
            % {"most": MOST_PHOTOS},
            code="too_many",
        )


def check_unmended(defect: Defect) -> None:
    """Raises UnableToRecord for a defect that is reported as mended."""
    if defect.mended_on is not None:
        raise UnableToRecord(_("It is reported as mended already."), code="mended")


def check_can_be_moved(defect: Defect, due_on: date, because: str, *, on: date) -> None:
    """Raises UnableToRecord for a deadline that is not moved so, and before an act stands."""
    if not permissions.is_signed(defect.inspection):
        raise UnableToRecord(
            _("The act is not signed yet: change the defect itself."), code="not_signed"
        )
    if not because.strip():
        raise UnableToRecord(_("Say why the deadline is moved."), code="no_reason")
    if due_on == defect.due_on:
        raise UnableToRecord(_("This is its deadline already: choose another day."), code="same")
    if due_on < on:
        raise UnableToRecord(_("This day has passed: choose one to come."), code="passed")


def check_waits(defect: Defect) -> None:
    """Raises UnableToRecord for a defect that cannot be checked now."""
    if defect.mended_on is None:
        raise UnableToRecord(_("It is not reported as mended yet."), code="not_mended")
    if defect.checked_on is not None:
        raise UnableToRecord(_("It is checked already."), code="checked")
