"""Why two persons in appraisals and own self-evaluations cannot be one."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from gaisma.quality.selfevaluation.models import Appraisal, Contribution
from gaisma.record.people.merging import Obstacle
from gaisma.record.people.models import Person


def _appraising(kept: Person, other: Person) -> Iterator[str]:
    both = (kept, other)
    if Appraisal.objects.filter(head__in=both, appraiser__in=both).exists():
        yield _("One of them appraised the other: these are two people.")
    same = Appraisal.objects.filter(
        head=other, institution=OuterRef("institution"), school_year=OuterRef("school_year")
    )
    if Appraisal.objects.filter(Exists(same), head=kept).exists():
        yield _("Both were appraised as heads there in one year: these are two people.")


def _writing(kept: Person, other: Person) -> Iterator[str]:
    same = Contribution.objects.filter(
        person=other,
        institution=OuterRef("institution"),
        school_year=OuterRef("school_year"),
        commission=OuterRef("commission"),
    )
    if Contribution.objects.filter(Exists(same), person=kept).exists():
        yield _("Both wrote about their own year there: these are two people.")


OBSTACLES = [
    Obstacle("selfevaluation.appraising", _appraising),
    Obstacle("selfevaluation.writing", _writing),
]
