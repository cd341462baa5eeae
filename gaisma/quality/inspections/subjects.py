"""How inspections and defects are called behind figures, for those who are told of them."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_noop

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.quality.inspections.models import Defect, Inspection


def inspections(ids: Collection[int]) -> dict[int, Name]:
    """The institution and the day."""
    found = Inspection.objects.filter(pk__in=ids).select_related("institution")
    return {
        one.pk: Name(f"{one.institution.name} · {wording.day(one.on)}", one.pk) for one in found
    }


def defects(ids: Collection[int]) -> dict[int, Name]:
    """What is to be mended, and where."""
    rows = Defect.objects.filter(pk__in=ids).values_list("pk", "what", "place")
    return {pk: Name(f"{what} · {place}", pk) for pk, what, place in rows}


def open_inspections(user: User) -> Collection[int]:
    """Those of the institutions that the person inspects or leads."""
    return Inspection.objects.visible_to(user).values_list("pk", flat=True)


def open_defects(user: User) -> Collection[int]:
    """Those that the person is told of."""
    return Defect.objects.visible_to(user).values_list("pk", flat=True)


def inspection_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The pages of inspections that the person opens."""
    seen = Inspection.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("inspections:inspection", args=[pk]) for pk in seen}


def defect_pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """The pages of defects that the person is told of."""
    seen = Defect.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("inspections:defect", args=[pk]) for pk in seen}


SUBJECTS = [
    Subject(
        "inspection",
        gettext_noop("Inspection"),
        "inspections.Inspection",
        inspections,
        open_to=open_inspections,
        pages=inspection_pages,
    ),
    Subject(
        "defect",
        gettext_noop("Defect"),
        "inspections.Defect",
        defects,
        open_to=open_defects,
        pages=defect_pages,
    ),
]
