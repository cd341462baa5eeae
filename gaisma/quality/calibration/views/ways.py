"""The ways between pages of exercises."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.quality.calibration.models import Attempt, Exercise

Crumbs = tuple[tuple[str, str], ...]


def crumbs(exercise: Exercise | None = None) -> Crumbs:
    """The way to the room's pages."""
    way = (
        (_("Lesson observations"), reverse("observations:list")),
        (_("Calibration"), reverse("calibration:list")),
    )
    return (*way, (exercise.title, address(exercise))) if exercise else way


def address(exercise: Exercise) -> str:
    """Where the page of the exercise is."""
    return reverse("calibration:exercise", args=[exercise.pk])


def of_result(attempt: Attempt) -> str:
    """Where the result is."""
    return reverse("calibration:result", args=[attempt.pk])
