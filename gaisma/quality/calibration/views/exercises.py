from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.calibration import selectors
from gaisma.quality.calibration.actions import exercises as actions
from gaisma.quality.calibration.permissions import (
    KEEP_EXERCISES,
    SEE_EXERCISES,
    SEE_VALIDITY,
)
from gaisma.quality.calibration.queries import exercises as queries
from gaisma.quality.calibration.views.ways import crumbs
from gaisma.record.people.selectors import today


@requires(SEE_EXERCISES)
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """The reader's own calibration, and the exercises."""
    page = {
        "page": queries.listed(request.user, on=today()),
        "may_see_validity": access.may(request.user, SEE_VALIDITY),
        "crumbs": crumbs()[:1],
    }
    return render(request, "calibration/exercises.html", page)


@requires(SEE_EXERCISES)
@require_safe
def exercise(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """One exercise: what it asks for, and for who knows them the agreed levels."""
    return _shown(request, exercise_id, "calibration/exercise.html")


@requires(SEE_EXERCISES)
@require_safe
def for_paper(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """The same for paper, with the lesson."""
    return _shown(request, exercise_id, "calibration/print.html")


def _shown(request: SignedInRequest, exercise_id: int, template: str) -> HttpResponse:
    row = selectors.exercise(request.user, exercise_id)
    page = queries.page(row, request.user, on=today())
    return render(request, template, {"page": page, "crumbs": crumbs()})


@requires(KEEP_EXERCISES)
@require_POST
def reveal(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Show an official the agreed levels, who then takes this exercise no more."""
    row = selectors.exercise(request.user, exercise_id)
    return acting.done(
        request,
        partial(actions.reveal, exercise=row),
        said=_("Below stand the agreed levels."),
        leads_to=row.get_absolute_url(),
    )


@requires(KEEP_EXERCISES)
@require_POST
def open_(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Let observers take it."""
    row = selectors.exercise(request.user, exercise_id)
    return acting.done(
        request,
        partial(actions.open_, exercise=row, revision=_seen(request), on=today()),
        said=_("The exercise is open: observers can take it."),
        leads_to=row.get_absolute_url(),
    )


@requires(KEEP_EXERCISES)
@require_POST
def withdraw(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Let nobody take it any more."""
    row = selectors.exercise(request.user, exercise_id)
    return acting.done(
        request,
        partial(actions.withdraw, exercise=row, revision=_seen(request), on=today()),
        said=_("The exercise is withdrawn; what observers have reached stays valid."),
        leads_to=row.get_absolute_url(),
    )


def _seen(request: SignedInRequest) -> int:
    """The revision that the reader looked at."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() else 0
