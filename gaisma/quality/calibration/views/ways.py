"""The ways between pages of exercises."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.quality.calibration.models import Exercise

Crumbs = tuple[tuple[str, str], ...]


def crumbs(exercise: Exercise | None = None) -> Crumbs:
    """The way to the room's pages."""
    way = (
        (_("Lesson observations"), reverse("observations:list")),
        (_("Calibration"), reverse("calibration:list")),
    )
    return (*way, (exercise.title, exercise.get_absolute_url())) if exercise else way
