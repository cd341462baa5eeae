"""The ways between pages of exercises."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import acting
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


def barred(
    request: HttpRequest, exercise: Exercise, *checks: Callable[[], object]
) -> HttpResponse | None:
    """For who looks at a form that would be refused: back to the exercise, with the reason."""
    if request.method == "POST":
        return None
    refusals: list[str] = []
    for check in checks:
        acting.attempted(check, refused=refusals.append)
    if not refusals:
        return None
    messages.error(request, refusals[0])
    return redirect(address(exercise))
