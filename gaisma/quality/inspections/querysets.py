"""Which inspections, defects and photos a person sees."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gaisma.base import access
from gaisma.base.permissions import LEADERS, OFFICIALS, Reader
from gaisma.quality.inspections.kinds import CHECKED, MENDED, OPEN, OVERDUE

if TYPE_CHECKING:
    from gaisma.quality.inspections.models import (  # noqa: F401
        AcceptanceAct,
        ActPhoto,
        Defect,
        Inspection,
        Photo,
    )


def _told(user: Reader, inspection: str) -> Q:
    """What was found: for the authority at once, for who leads the place once an act is signed."""
    from gaisma.quality.inspections.models import AcceptanceAct

    place = f"{inspection}__institution__in"
    signed = AcceptanceAct.objects.filter(inspection=OuterRef(inspection))
    own = Q(**{place: access.reach(user, *LEADERS)}) & Q(Exists(signed))
    return Q(**{place: access.reach(user, *OFFICIALS)}) | own


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Inspections of institutions."""

    def visible_to(self, user: Reader) -> "InspectionQuerySet":
        """Those below the authority's people, and of what one leads."""
        return self.filter(institution__in=access.reach(user, *OFFICIALS, *LEADERS))


class ActQuerySet(models.QuerySet["AcceptanceAct"]):
    """Acts of inspections."""

    def visible_to(self, user: Reader) -> "ActQuerySet":
        """Those of inspections that the user sees."""
        reach = access.reach(user, *OFFICIALS, *LEADERS)
        return self.filter(inspection__institution__in=reach)

    def latest(self) -> "ActQuerySet":  # type: ignore[override]
        """Of each inspection the last version."""
        later = self.model._default_manager.filter(
            inspection=OuterRef("inspection"), version__gt=OuterRef("version")
        )
        return self.filter(~Exists(later))


class ActPhotoQuerySet(models.QuerySet["ActPhoto"]):
    """Photos as they stood when acts were signed."""

    def visible_to(self, user: Reader) -> "ActPhotoQuerySet":
        """Those of acts that the user sees."""
        reach = access.reach(user, *OFFICIALS, *LEADERS)
        return self.filter(act__inspection__institution__in=reach)


class DefectQuerySet(models.QuerySet["Defect"]):
    """What was found to be mended."""

    def visible_to(self, user: Reader) -> "DefectQuerySet":
        """Those that the user is told of."""
        return self.filter(_told(user, "inspection"))

    def being(self, state: str, *, today: date) -> "DefectQuerySet":
        """Those in that state of mending."""
        unmended = Q(mended_on__isnull=True)
        return self.filter(
            {
                OPEN: unmended & Q(due_on__gte=today),
                OVERDUE: unmended & Q(due_on__lt=today),
                MENDED: ~unmended & Q(checked_on__isnull=True),
                CHECKED: Q(checked_on__isnull=False),
            }[state]
        )


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Photos of what was seen."""

    def visible_to(self, user: Reader) -> "PhotoQuerySet":
        """Those that the user is told of."""
        return self.filter(_told(user, "inspection"))
