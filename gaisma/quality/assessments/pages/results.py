"""Results by name, entered, corrected, appealed against, decided; who has passed."""

from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, audit, clock, listing, offline, thresholds, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.changes import NotPermitted
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.assessments import audited, selectors
from gaisma.quality.assessments.actions import results as actions
from gaisma.quality.assessments.forms import AppealForm, CorrectForm, DecideForm
from gaisma.quality.assessments.grid import Grid
from gaisma.quality.assessments.lists import (
    ClassesTable,
    Named,
    PassedTable,
    ResultsFilter,
    ResultsTable,
    SupportTable,
)
from gaisma.quality.assessments.models import Result
from gaisma.quality.assessments.pages.assessments import Crumbs, crumbs, paper_crumbs, way
from gaisma.quality.assessments.permissions import ENTER, SEE_RESULTS, SEE_SUPPORT, SETTLE
from gaisma.quality.assessments.queries import results as queries
from gaisma.quality.assessments.queries.support import LITTLE, MEASURED_IN, UNTIL, for_support
from gaisma.quality.assessments.workflow import OPEN
from gaisma.record.people.selectors import today


def result_crumbs(result: Result) -> Crumbs:
    """The way to a page about a result."""
    to = reverse("assessments:results", args=[result.paper_id])
    return (
        *paper_crumbs(result.paper),
        (_("Results"), to),
        (str(result.person), result.get_absolute_url()),
    )


@requires(SEE_RESULTS)
@require_safe
def results(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Results of a paper by name."""
    paper = selectors.paper(request.user, paper_id)
    rows = queries.results(request.user, paper)
    audit.note(
        action=audited.LOOK,
        by=request.user,
        at=clock.now(),
        subject=paper._meta.label,
        ids=[paper.pk],
    )
    return listing.answer(
        request,
        table=ResultsTable,
        filters=ResultsFilter,
        rows=rows,
        title=_("Results"),
        lead=str(paper),
        crumbs=paper_crumbs(paper),
        empty=(
            _("No results"),
            _("They come by a file, or class by class, once the assessment takes results."),
        ),
    )


@requires(SEE_RESULTS)
@require_safe
def result(request: SignedInRequest, result_id: int) -> HttpResponse:
    """One result, and what stood there before."""
    row = selectors.result(request.user, result_id)
    audit.note(
        action=audited.LOOK,
        by=request.user,
        at=clock.now(),
        organisation=row.institution,
        subject="people.Person",
        ids=[row.person_id],
    )
    page = {
        "page": queries.result_page(row, request.user),
        "crumbs": result_crumbs(row)[:-1],
    }
    return render(request, "assessments/result.html", page)


@requires(ENTER)
@require_safe
def classes(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """The classes of a paper, to enter results class by class."""
    paper = selectors.paper(request.user, paper_id)
    rows = list(queries.classes(request.user, paper))
    for row in rows:
        row.leads_to = reverse("assessments:enter", args=[paper.pk, row.pk])
    return listing.answer(
        request,
        table=ClassesTable,
        rows=rows,
        title=_("Enter results"),
        lead=_("Choose the class whose results you enter."),
        crumbs=paper_crumbs(paper),
        empty=(_("No classes"), _("No class of this grade is yours to enter results of.")),
    )


@requires(ENTER)
@shown_or_sent
def enter(request: SignedInRequest, paper_id: int, group_id: int) -> HttpResponse:
    """Write down what learners of a class reached, in a grid; all of it is saved at once."""
    paper = selectors.paper(request.user, paper_id)
    group = selectors.class_of(request.user, paper, group_id)
    attempt = 2 if request.GET.get("attempt") == "2" else 1
    grid = Grid(paper, group, attempt, request.POST if request.method == "POST" else None)
    if grid.is_bound:
        count = _saved(request, grid)
        if count is not None:
            messages.success(request, _told_saved(count))
            return redirect(request.get_full_path())
    audit.note(
        action=audited.LOOK,
        by=request.user,
        at=clock.now(),
        organisation=group.institution,
        subject=group._meta.label,
        ids=[group.pk],
    )
    to = reverse("assessments:classes", args=[paper.pk])
    page = {
        "grid": grid,
        "is_open": paper.assessment.state == OPEN,
        "draft_key": offline.key_of(request.user),
        "crumbs": (*paper_crumbs(paper), (_("Enter results"), to)),
    }
    status = acting.UNPROCESSABLE if grid.told else None
    return render(request, "assessments/grid.html", page, status=status)


@requires(ENTER)
@shown_or_sent
def correct(request: SignedInRequest, result_id: int) -> HttpResponse:
    """Tell a provisional result otherwise."""
    row = selectors.taken_result(request.user, result_id, "correct")
    return acting.asked(
        request,
        CorrectForm(sent(request), paper=row.paper, initial=CorrectForm.of(row)),
        act=partial(actions.correct, result=row),
        said=_("The result is corrected; what stood there is kept."),
        title=_("Correct a result"),
        lead=str(row.person),
        crumbs=result_crumbs(row),
    )


@requires(ENTER)
@shown_or_sent
def appeal(request: SignedInRequest, result_id: int) -> HttpResponse:
    """Note an appeal."""
    row = selectors.taken_result(request.user, result_id, "appeal")
    return acting.asked(
        request,
        AppealForm(sent(request), initial={"revision": row.revision}),
        act=partial(actions.appeal, result=row),
        said=_("The appeal is noted: the authority decides it."),
        title=_("Note an appeal"),
        lead=str(row.person),
        crumbs=result_crumbs(row),
    )


@requires(SETTLE)
@shown_or_sent
def decide(request: SignedInRequest, result_id: int) -> HttpResponse:
    """Say what an appeal comes to."""
    row = selectors.taken_result(request.user, result_id, "decide")
    return acting.asked(
        request,
        DecideForm(sent(request), paper=row.paper, initial=DecideForm.of(row)),
        act=partial(actions.decide, result=row),
        said=_("The appeal is decided, and the result is final."),
        title=_("Decide the appeal"),
        lead=str(row.person),
        crumbs=result_crumbs(row),
    )


@requires(SETTLE)
@require_POST
def confirm(request: SignedInRequest, result_id: int) -> HttpResponse:
    """Make a result final."""
    row = selectors.taken_result(request.user, result_id, "confirm")
    act = partial(actions.confirm, result=row, revision=revision_sent(request))
    return acting.done(
        request, act, said=_("The result is final."), leads_to=row.get_absolute_url()
    )


@requires(ENTER)
@require_POST
def remove(request: SignedInRequest, result_id: int) -> HttpResponse:
    """Take a result away."""
    row = selectors.taken_result(request.user, result_id, "remove")
    return acting.done(
        request,
        partial(actions.remove, result=row),
        said=_("The result is taken away."),
        leads_to=reverse("assessments:results", args=[row.paper_id]),
    )


def _saved(request: SignedInRequest, grid: Grid) -> int | None:
    """How many rows are written; nothing where the grid tells why not."""
    rows = grid.entered()
    if not grid.is_valid():
        return None
    try:
        return actions.enter_class(
            paper=grid.paper,
            group=grid.group,
            attempt=grid.attempt,
            rows=rows,
            on=today(),
            by=request.user,
            at=clock.now(),
        )
    except NotPermitted as refusal:
        raise PermissionDenied(refusal.message) from refusal
    except actions.UnableToEnter as refusal:
        grid.refuse(refusal.refusals)
        return None


def _told_saved(count: int) -> str:
    if not count:
        return _("Nothing was written otherwise than it stood.")
    return ngettext("%(count)s result is saved.", "%(count)s results are saved.", count) % {
        "count": count
    }


@requires(SEE_RESULTS)
@require_safe
def passed(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """What the rule of the day says of those who sat."""
    row = selectors.assessment(request.user, assessment_id)
    rule = queries.rule_for(row)
    if rule is None:
        raise Http404
    audit.note(
        action=audited.LOOK,
        by=request.user,
        at=clock.now(),
        subject=row._meta.label,
        ids=[row.pk],
    )
    return listing.answer(
        request,
        table=PassedTable,
        rows=queries.passed(request.user, row, rule),
        title=_("Who has passed"),
        lead=_("By the rule: %(source)s.") % {"source": rule.source},
        crumbs=crumbs(row),
        empty=(_("Nobody"), _("No results that you see are there yet.")),
    )


@requires(SEE_SUPPORT)
@require_safe
def support(request: SignedInRequest) -> HttpResponse:
    """Learners who reached little in grade 7, for those who teach or support them."""
    audit.note(action=audited.LOOK, by=request.user, at=clock.now(), subject=Result._meta.label)
    lead = _(
        "Who reached less than %(percent)s in a test of grade %(measured)s and now learns in "
        "grades %(measured)s to %(until)s, as far as you teach, lead or support them."
    ) % {
        "percent": wording.percent(Decimal(thresholds.value(LITTLE.key))),
        "measured": MEASURED_IN,
        "until": UNTIL,
    }
    return listing.answer(
        request,
        table=SupportTable,
        filters=Named,
        rows=for_support(request.user, on=today()),
        title=_("Learners to support"),
        lead=lead,
        crumbs=way(),
        empty=(_("Nobody"), _("No learner whom you teach or support reached so little.")),
    )
