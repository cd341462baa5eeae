"""Photos are taken of items and defects, and taken away."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.files import actions as files
from gaisma.base.models import User
from gaisma.quality.inspections.actions.writing import added, allowed, removed
from gaisma.quality.inspections.models import Defect, Inspection, Photo

MOST = 60
"""So many photos of one inspection."""
LONGEST = 160


def take(
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
        caption=Truncator(caption).chars(LONGEST),
        attachment=files.keep_picture(picture, by=by, at=at),
    )


def remove(*, photo: Photo, by: User | None, at: datetime) -> None:
    """Take a photo away, before the act is signed. Raises UnableToRecord."""
    with transaction.atomic():
        row = allowed(photo.inspection, "remove_photo", by=by)
        attachment = photo.attachment
        removed(photo, "remove_photo", inspection=row, by=by, at=at)
        files.remove(attachment)


def forget(photos: QuerySet[Photo]) -> None:
    """Take photos away with what they are of, inside the caller's transaction."""
    for photo in photos.select_related("attachment"):
        photo.delete()
        files.remove(photo.attachment)


def _check_room(inspection: Inspection) -> None:
    if inspection.photos.count() >= MOST:
        raise UnableToRecord(
            _("An inspection has at most %(most)d photos: take one away first.") % {"most": MOST},
            code="too_many",
        )
