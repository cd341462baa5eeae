"""How observations are called behind figures: never by the teacher."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.analytics.vocabulary import OBSERVERS
from gaisma.base import terms, wording
from gaisma.base.models import User
from gaisma.evidence.figures.subjects import Name, Subject
from gaisma.quality.observations.models import Observation


def observations(ids: Collection[int]) -> dict[int, Name]:
    """The day, who observed, and of what."""
    found = Observation.objects.filter(pk__in=ids).select_related("subject", "group")
    return {one.pk: Name(_words(one), one.pk) for one in found}


def pages(user: User, ids: Collection[int]) -> dict[int, str]:
    """Where those observations are that the person may open."""
    seen = Observation.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: reverse("observations:observation", args=[pk]) for pk in seen}


def open_to(user: User) -> Collection[int]:
    """The observations that the person may open."""
    return Observation.objects.visible_to(user).held().values_list("pk", flat=True)


def _words(one: Observation) -> str:
    grade = one.grade or (one.group.grade if one.group else None)
    parts = (
        wording.day(one.on),
        terms.title(OBSERVERS, one.observed_by),
        one.subject.title if one.subject else "",
        _("grade %(grade)s") % {"grade": grade} if grade else "",
    )
    return " · ".join(part for part in parts if part)


SUBJECTS = [
    Subject(
        "observation",
        gettext_noop("Observation"),
        "observations.Observation",
        observations,
        open_to=open_to,
        pages=pages,
    )
]
