"""How views find observations and sheets: outside the reader's sight they are not."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from gaisma.base.changes import NotPermitted
from gaisma.base.models import User
from gaisma.quality.observations import policies
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.workflow import OBSERVATION

WHOLE = (
    "institution",
    "teacher__account",
    "version__instrument",
    "group__school_year",
    "subject",
    "follows__teacher",
)


def observation(user: User, observation_id: int) -> Observation:
    """The observation, where the user may see it. Raises Http404."""
    seen = Observation.objects.visible_to(user).select_related(*WHOLE)
    return get_object_or_404(seen, pk=observation_id)


def planned(user: User, observation_id: int) -> Observation:
    """One that the user plans. Raises Http404, PermissionDenied."""
    row = observation(user, observation_id)
    if not Observation.objects.planned_by(user).filter(pk=row.pk).exists():
        raise PermissionDenied
    return row


def own_lesson(user: User, observation_id: int) -> Observation:
    """One of the user's own lessons. Raises Http404, PermissionDenied."""
    row = observation(user, observation_id)
    _demand(lambda: OBSERVATION.demand(row, "reply", by=user))
    return row


def led(user: User, observation_id: int) -> Observation:
    """One that the user observes first. Raises Http404, PermissionDenied."""
    row = observation(user, observation_id)
    _demand(lambda: OBSERVATION.demand(row, "sign", by=user))
    return row


def sheet(user: User, sheet_id: int) -> Sheet:
    """A sheet of an observation that the user sees, whosever it is. Raises Http404."""
    seen = Observation.objects.visible_to(user)
    related = [f"observation__{name}" for name in WHOLE]
    rows = Sheet.objects.select_related("observer__account", *related)
    return get_object_or_404(rows, pk=sheet_id, observation__in=seen)


def own_sheet(user: User, sheet_id: int) -> Sheet:
    """A sheet that the user fills. Raises Http404, PermissionDenied."""
    row = sheet(user, sheet_id)
    _demand(lambda: policies.check_own_sheet(row, user))
    return row


def _demand(check: Callable[[], None]) -> None:
    try:
        check()
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.message) from refusal
