"""How views find exercises and results: outside the reader's sight they are not."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from gaisma.base.models import User
from gaisma.quality.calibration import workflow
from gaisma.quality.calibration.models import Attempt, Exercise

WHOLE = ("version__instrument",)


def exercise(user: User, exercise_id: int) -> Exercise:
    """The exercise, where the user may see it. Raises Http404."""
    seen = Exercise.objects.visible_to(user).select_related(*WHOLE)
    return get_object_or_404(seen, pk=exercise_id)


def known(user: User, exercise_id: int) -> Exercise:
    """One of which the user knows the agreed levels. Raises Http404, PermissionDenied."""
    row = exercise(user, exercise_id)
    if not workflow.knows(row, user):
        raise PermissionDenied
    return row


def attempt(user: User, attempt_id: int) -> Attempt:
    """A result with its levels: one's own, or one of whose exercise the user knows them.

    Raises Http404.
    """
    seen = Attempt.objects.visible_to(user).select_related(
        "exercise__version__instrument", "observer__account"
    )
    row = get_object_or_404(seen, pk=attempt_id)
    is_own = Attempt.objects.own(user).filter(pk=row.pk).exists()
    if not is_own and not workflow.knows(row.exercise, user):
        raise Http404
    return row
