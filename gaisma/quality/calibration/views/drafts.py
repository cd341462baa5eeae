from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.calibration import selectors
from gaisma.quality.calibration.actions import exercises as actions
from gaisma.quality.calibration.forms.levels import LevelsForm
from gaisma.quality.calibration.forms.phases import PhasesForm
from gaisma.quality.calibration.forms.terms import ExerciseForm, TermsForm
from gaisma.quality.calibration.models import Exercise
from gaisma.quality.calibration.permissions import KEEP_EXERCISES
from gaisma.quality.calibration.views.ways import crumbs
from gaisma.quality.calibration.workflow import EXERCISE


@requires(KEEP_EXERCISES)
@shown_or_sent
def write(request: SignedInRequest) -> HttpResponse:
    """Begin an exercise: its instrument, its terms."""
    form = ExerciseForm(sent(request))
    return acting.asked(
        request,
        form,
        act=lambda **_given: actions.write(by=request.user, at=clock.now(), **form.terms),
        said=_("The draft is begun: describe the lesson and agree on the levels."),
        leads_to=Exercise.get_absolute_url,
        title=_("Write an exercise"),
        lead=_("A described lesson, on which observers try how close they come to agreed levels."),
        button=_("Begin the exercise"),
        crumbs=crumbs(),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def change(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Write the terms of a draft anew."""
    row = selectors.exercise(request.user, exercise_id)
    form = TermsForm(sent(request), initial=TermsForm.of(row))
    return _barred(request, row, "change") or acting.asked(
        request,
        form,
        act=lambda **_given: actions.change(
            exercise=row, by=request.user, at=clock.now(), **form.terms
        ),
        said=_("The terms are changed."),
        title=_("Terms of the exercise"),
        crumbs=crumbs(row),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def describe(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Describe the lesson of a draft, phase by phase."""
    row = selectors.exercise(request.user, exercise_id)
    form = PhasesForm(sent(request), exercise=row)
    return _barred(request, row, "describe") or acting.asked(
        request,
        form,
        act=lambda **given: actions.describe(
            exercise=row,
            revision=given["revision"],
            phases=form.phases,
            by=request.user,
            at=clock.now(),
        ),
        said=_("The lesson is described."),
        leads_to=row.get_absolute_url(),
        template="calibration/phases.html",
        exercise=row,
        crumbs=crumbs(row),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def agree(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Set the agreed levels of a draft, each with its reason."""
    row = selectors.known(request.user, exercise_id)
    form = LevelsForm(sent(request), exercise=row)
    return _barred(request, row, "agree") or acting.asked(
        request,
        form,
        act=lambda **_given: actions.agree(
            exercise=row, by=request.user, at=clock.now(), **form.agreed
        ),
        said=_("The agreed levels are kept."),
        leads_to=row.get_absolute_url(),
        template="calibration/levels.html",
        exercise=row,
        crumbs=crumbs(row),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def drop(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Throw a draft away."""
    row = selectors.exercise(request.user, exercise_id)
    return _barred(request, row, "drop") or acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.drop, exercise=row),
        said=_("The draft is thrown away."),
        leads_to=reverse("calibration:list"),
        title=_("Throw the draft away?"),
        lead=_("The description and the agreed levels go with it."),
        button=_("Throw the draft away"),
        danger=True,
        crumbs=crumbs(row),
    )


def _barred(request: SignedInRequest, row: Exercise, act: str) -> HttpResponse | None:
    return acting.barred(request, lambda: EXERCISE.check(row, act), leads_to=row.get_absolute_url())
