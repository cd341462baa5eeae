"""How long photos are kept: people may stand in them. Sheets, acts and defects stay in words."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from gaisma.base.files import actions as files
from gaisma.base.retention import RetentionKind
from gaisma.quality.inspections.models import ActPhoto, Inspection, Photo


def _old(before: date) -> QuerySet[Any]:
    """Inspections before school years that are over so long, of which photos are left."""
    pictured = Photo.objects.values("inspection").union(ActPhoto.objects.values("act__inspection"))
    return Inspection.objects.filter(school_year__ends_on__lt=before, pk__in=pictured)


def _without_photos(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    for photos in (
        Photo.objects.filter(inspection__in=ids),
        ActPhoto.objects.filter(act__inspection__in=ids),
    ):
        for photo in photos.select_related("attachment"):
            photo.delete()
            files.remove(photo.attachment)
    return len(ids)


RETENTION = [
    RetentionKind(
        "inspection_photos",
        title=gettext_noop("Inspections of readiness with photos; afterwards without them"),
        years=5,
        source="archives law: documents of technical readiness",
        over=_old,
        remove=_without_photos,
    ),
]
