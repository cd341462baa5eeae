from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.calibration import policies, selectors
from gaisma.quality.calibration.actions import attempts as actions
from gaisma.quality.calibration.forms.levels import TakeForm
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.permissions import SEE_EXERCISES, SEE_VALIDITY, TAKE_EXERCISES
from gaisma.quality.calibration.queries import results
from gaisma.quality.calibration.queries import validity as queries
from gaisma.quality.calibration.tables import RESULTS, ValidityTable
from gaisma.quality.calibration.views.ways import crumbs
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.record.people import audited as people_audited
from gaisma.record.people.selectors import today


@requires(TAKE_EXERCISES)
@shown_or_sent
def take(request: SignedInRequest, exercise_id: int) -> HttpResponse:
    """Take an exercise: the described lesson, the criteria, sent once."""
    row = selectors.exercise(request.user, exercise_id)
    form = TakeForm(sent(request), exercise=row)
    return acting.barred(
        request, lambda: _check_may_begin(row, request), leads_to=row.get_absolute_url()
    ) or acting.asked(
        request,
        form,
        act=lambda **given: actions.send(
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
        crumbs=crumbs(row),
    )


def _check_may_begin(row: Exercise, request: SignedInRequest) -> None:
    """Raises UnableToRecord."""
    EXERCISE.check(row, "take")
    policies.check_blind(row, request.user)
    policies.check_rested(row, policies.is_somebody(request.user), on=today())


@requires(SEE_EXERCISES)
@require_safe
def result(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """What the observer chose beside what was agreed."""
    return _shown(request, attempt_id, "calibration/result.html")


@requires(SEE_EXERCISES)
@require_safe
def for_paper(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """The same for paper, with the lesson."""
    return _shown(request, attempt_id, "calibration/result_print.html")


def _shown(request: SignedInRequest, attempt_id: int, template: str) -> HttpResponse:
    row = selectors.attempt(request.user, attempt_id)
    page = {"page": results.page(row), "crumbs": crumbs(row.exercise)}
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
        crumbs=crumbs(),
        empty=(_("Nobody has taken an exercise yet"), _("Observers find them under Calibration.")),
    )
