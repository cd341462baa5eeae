"""Results by name, entered, corrected, appealed against, decided; who has passed."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.assessments import audited, selectors
from gaisma.quality.assessments.actions import results as actions
from gaisma.quality.assessments.forms import AppealForm, CorrectForm, DecideForm, EnterForm
from gaisma.quality.assessments.lists import ClassesTable, PassedTable, ResultsFilter, ResultsTable
from gaisma.quality.assessments.models import Result
from gaisma.quality.assessments.pages.assessments import Crumbs, crumbs, paper_crumbs
from gaisma.quality.assessments.permissions import ENTER, SEE_RESULTS, SETTLE
from gaisma.quality.assessments.queries import results as queries
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
        row.enter_address = reverse("assessments:enter", args=[paper.pk, row.pk])
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
    """Write down what a learner of a class reached."""
    paper = selectors.paper(request.user, paper_id)
    group = selectors.class_of(request.user, paper, group_id)
    to = reverse("assessments:classes", args=[paper.pk])
    return acting.asked(
        request,
        EnterForm(sent(request), paper=paper, group=group),
        act=partial(actions.enter, paper=paper, institution=group.institution, on=today()),
        said=_("The result is written down."),
        leads_to=request.path,
        title=_("Enter a result"),
        lead=f"{group.institution} · {group}",
        back=to,
        crumbs=(*paper_crumbs(paper), (_("Enter results"), to)),
    )


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
