"""Exercises, their drafts, what observers reached."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.base.models import User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.calibration import actions, queries, workflow
from gaisma.quality.calibration.forms import (
    ExerciseForm,
    LevelsForm,
    PhasesForm,
    TakeForm,
    TermsForm,
)
from gaisma.quality.calibration.lists import RESULTS, ValidityTable
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.permissions import (
    KEEP_EXERCISES,
    SEE_EXERCISES,
    SEE_VALIDITY,
    TAKE_EXERCISES,
)
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.record.people import audited as people_audited
from gaisma.record.people.selectors import today


@requires(SEE_EXERCISES)
@require_safe
def exercises(request: SignedInRequest) -> HttpResponse:
    """The reader's own calibration, and the exercises."""
    page = {
        "page": queries.exercises(request.user, on=today()),
        "may_see_validity": access.may(request.user, SEE_VALIDITY),
        "crumbs": _crumbs()[:1],
    }
    return render(request, "calibration/exercises.html", page)


@requires(SEE_EXERCISES)
@require_safe
def exercise(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """One exercise: what it asks for, and for who knows them the agreed levels."""
    return _exercise_shown(request, exercise_id, "calibration/exercise.html")


@requires(SEE_EXERCISES)
@require_safe
def exercise_for_paper(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """The same for paper, with the lesson."""
    return _exercise_shown(request, exercise_id, "calibration/print.html")


def _exercise_shown(request: SignedInRequest, exercise_id: int, template: str) -> HttpResponse:
    row = _exercise(request.user, exercise_id)
    page = queries.exercise_page(row, request.user, on=today())
    return render(request, template, {"page": page, "crumbs": _crumbs()})


@requires(KEEP_EXERCISES)
@require_POST
def reveal(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Show an official the agreed levels, who then takes this exercise no more."""
    row = _exercise(request.user, exercise_id)
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
    row = _exercise(request.user, exercise_id)
    return acting.done(
        request,
        partial(actions.open_, exercise=row, revision=revision_sent(request), on=today()),
        said=_("The exercise is open: observers can take it."),
        leads_to=row.get_absolute_url(),
    )


@requires(KEEP_EXERCISES)
@require_POST
def withdraw(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Let nobody take it any more."""
    row = _exercise(request.user, exercise_id)
    return acting.done(
        request,
        partial(actions.withdraw, exercise=row, revision=revision_sent(request), on=today()),
        said=_("The exercise is withdrawn; what observers have reached stays valid."),
        leads_to=row.get_absolute_url(),
    )


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
        crumbs=_crumbs(),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def change(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Write the terms of a draft anew."""
    row = _exercise(request.user, exercise_id)
    form = TermsForm(sent(request), initial=TermsForm.of(row))
    return _barred(request, row, "change") or acting.asked(
        request,
        form,
        act=lambda **_given: actions.change(
            exercise=row, by=request.user, at=clock.now(), **form.terms
        ),
        said=_("The terms are changed."),
        title=_("Terms of the exercise"),
        crumbs=_crumbs(row),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def describe(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Describe the lesson of a draft, phase by phase."""
    row = _exercise(request.user, exercise_id)
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
        crumbs=_crumbs(row),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def agree(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Set the agreed levels of a draft, each with its reason."""
    row = _known_exercise(request.user, exercise_id)
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
        crumbs=_crumbs(row),
    )


@requires(KEEP_EXERCISES)
@shown_or_sent
def drop(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Throw a draft away."""
    row = _exercise(request.user, exercise_id)
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
        crumbs=_crumbs(row),
    )


def _barred(request: SignedInRequest, row: Exercise, act: str) -> HttpResponse | None:
    return acting.barred_in(request, EXERCISE, row, act)


@requires(TAKE_EXERCISES)
@shown_or_sent
def take(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Take an exercise: the described lesson, the criteria, sent once."""
    row = _exercise(request.user, exercise_id)
    form = TakeForm(sent(request), exercise=row)
    return acting.barred(
        request, lambda: _check_may_begin(row, request), leads_to=row.get_absolute_url()
    ) or acting.asked(
        request,
        form,
        act=lambda **given: actions.send_attempt(
            exercise=row,
            answers=given["answers"],
            language=form.language,
            on=today(),
            by=request.user,
            at=clock.now(),
        ),
        said=_("Sent: your levels stand beside the agreed ones."),
        leads_to=Attempt.get_absolute_url,
        template="calibration/take.html",
        exercise=row,
        crumbs=_crumbs(row),
    )


def _check_may_begin(row: Exercise, request: SignedInRequest) -> None:
    """Raises UnableToRecord."""
    EXERCISE.check(row, "take")
    workflow.check_blind(row, request.user)
    workflow.check_rested(row, workflow.observer_of(request.user), on=today())


@requires(SEE_EXERCISES)
@require_safe
def result(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """What the observer chose beside what was agreed."""
    return _result_shown(request, attempt_id, "calibration/result.html")


@requires(SEE_EXERCISES)
@require_safe
def result_for_paper(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """The same for paper, with the lesson."""
    return _result_shown(request, attempt_id, "calibration/result_print.html")


def _result_shown(request: SignedInRequest, attempt_id: int, template: str) -> HttpResponse:
    row = _attempt(request.user, attempt_id)
    page = {"page": queries.result_page(row), "crumbs": _crumbs(row.exercise)}
    return render(request, template, page)


@requires(SEE_VALIDITY)
@require_safe
def validity(request: SignedInRequest) -> HttpResponse:
    """Until when observers are calibrated: the authority's with results, others by the day."""
    rows = queries.observers(request.user, on=today())
    if request.GET.get("format") in listing.FORMATS:
        details = {"rows": len(rows), "list": request.path}
        audit.note(
            action=people_audited.TAKE_PEOPLE_OUT, by=request.user, at=clock.now(), details=details
        )
    return listing.answer(
        request,
        table=ValidityTable,
        rows=rows,
        title=_("Calibrated observers"),
        lead=_("Those who have taken an exercise, by name; nobody is put in an order."),
        without=() if access.reach(request.user, *OFFICIALS) else RESULTS,
        crumbs=_crumbs(),
        empty=(_("Nobody has taken an exercise yet"), _("Observers find them under Calibration.")),
    )


def _crumbs(exercise: Exercise | None = None) -> tuple[tuple[str, str], ...]:
    """The way to the room's pages."""
    way = (
        (_("Lesson observations"), reverse("observations:list")),
        (_("Calibration"), reverse("calibration:list")),
    )
    return (*way, (exercise.title, exercise.get_absolute_url())) if exercise else way


def _exercise(user: User, exercise_id: int) -> Exercise:
    """The exercise, where the user may see it. Raises Http404."""
    seen = Exercise.objects.visible_to(user).select_related("version__instrument")
    return get_object_or_404(seen, pk=exercise_id)


def _known_exercise(user: User, exercise_id: int) -> Exercise:
    """One of which the user knows the agreed levels. Raises Http404, PermissionDenied."""
    row = _exercise(user, exercise_id)
    if not workflow.knows(row, user):
        raise PermissionDenied
    return row


def _attempt(user: User, attempt_id: int) -> Attempt:
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
