"""The year's plan, an assessment with its papers, a paper with what is published of it."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.assessments import selectors
from gaisma.quality.assessments.actions import assessments as actions
from gaisma.quality.assessments.actions import references
from gaisma.quality.assessments.forms import (
    AssessmentForm,
    AverageForm,
    PaperForm,
    ReferenceForm,
    RuleForm,
)
from gaisma.quality.assessments.lists import (
    AssessmentsFilter,
    AssessmentsTable,
    AveragesTable,
    KeptRulesTable,
    RulesTable,
)
from gaisma.quality.assessments.models import Assessment, Paper, PassingRule
from gaisma.quality.assessments.permissions import DEFINE, SEE, SEE_SUPPORT, SETTLE
from gaisma.quality.assessments.queries import assessments as queries
from gaisma.quality.assessments.queries.results import threshold_hint
from gaisma.record.people.selectors import today

Crumbs = tuple[tuple[str, str], ...]


def way() -> Crumbs:
    """The way to the room's pages."""
    return ((_("Tests and exams"), reverse("assessments:list")),)


def crumbs(assessment: Assessment) -> Crumbs:
    """The way to a page about an assessment."""
    return (*way(), (str(assessment), assessment.get_absolute_url()))


def paper_crumbs(paper: Paper) -> Crumbs:
    """The way to a page about a paper."""
    return (*crumbs(paper.assessment), (str(paper), paper.get_absolute_url()))


@requires(SEE)
@require_safe
def assessments(request: SignedInRequest) -> HttpResponse:
    """The plan of the year's tests and exams."""
    ways = [(_("Rules of passing"), reverse("assessments:rules"), "")]
    if access.may(request.user, SEE_SUPPORT):
        ways.append((_("Learners to support"), reverse("assessments:support"), ""))
    if access.may(request.user, DEFINE):
        ways.append((_("Plan an assessment"), reverse("assessments:plan"), "primary"))
    return listing.answer(
        request,
        table=AssessmentsTable,
        filters=AssessmentsFilter,
        rows=queries.assessments(request.user),
        title=_("Tests and exams"),
        lead=_("What is tested in the school year, and what came out."),
        actions=ways,
        empty=(_("Nothing is planned"), _("The authority puts the year's tests on the plan.")),
    )


@requires(SEE)
@require_safe
def assessment(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """One assessment: its papers with their figures, and what can be done."""
    row = selectors.assessment(request.user, assessment_id)
    page = queries.assessment_page(row, request.user)
    return render(request, "assessments/assessment.html", {"page": page, "crumbs": way()})


@requires(DEFINE)
@shown_or_sent
def plan(request: SignedInRequest) -> HttpResponse:
    """Put an assessment on the plan."""
    return acting.asked(
        request,
        AssessmentForm(sent(request)),
        act=actions.plan,
        said=_("The assessment is on the plan: add its papers now."),
        leads_to=Assessment.get_absolute_url,
        title=_("Plan an assessment"),
        crumbs=way(),
    )


@requires(DEFINE)
@shown_or_sent
def change(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Change an assessment."""
    row = selectors.taken(request.user, assessment_id, "change")
    return acting.asked(
        request,
        AssessmentForm(sent(request), initial=AssessmentForm.of(row)),
        act=partial(actions.change, assessment=row),
        said=_("The assessment is changed."),
        title=_("Change the assessment"),
        crumbs=crumbs(row),
    )


@requires(DEFINE)
@require_POST
def cancel(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Take an assessment off the plan."""
    row = selectors.taken(request.user, assessment_id, "cancel")
    return acting.done(
        request,
        partial(actions.cancel, assessment=row),
        said=_("The assessment is off the plan."),
        leads_to=reverse("assessments:list"),
    )


@requires(DEFINE)
@require_POST
def open_(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Let results come in."""
    said = _("Results can come in: by a file, or class by class.")
    return moved(request, assessment_id, "open", actions.open_, said=said)


@requires(DEFINE)
@require_POST
def close(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Make results final."""
    said = _("The results are final.")
    return moved(request, assessment_id, "close", actions.close, said=said)


@requires(DEFINE)
@require_POST
def reopen(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Let results come in again."""
    said = _("Results can come in again; those that are final stay so.")
    return moved(request, assessment_id, "reopen", actions.reopen, said=said)


def moved(
    request: SignedInRequest,
    assessment_id: int,
    act: str,
    take: Callable[..., object],
    *,
    said: str,
) -> HttpResponse:
    """Take an assessment to its next state, and lead back to its page."""
    row = selectors.taken(request.user, assessment_id, act)
    done = partial(take, assessment=row, revision=revision_sent(request))
    return acting.done(request, done, said=said, leads_to=row.get_absolute_url())


@requires(SEE)
@require_safe
def paper(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """One paper: what it is, figures, bands, what is published beside them."""
    row = selectors.paper(request.user, paper_id)
    page = queries.paper_page(row, request.user)
    return render(
        request, "assessments/paper.html", {"page": page, "crumbs": crumbs(row.assessment)}
    )


@requires(DEFINE)
@shown_or_sent
def add_paper(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Add a paper."""
    row = selectors.taken(request.user, assessment_id, "add_paper")
    return acting.asked(
        request,
        PaperForm(sent(request), initial={"held_on": today(), "stage": "school"}),
        act=partial(actions.add_paper, assessment=row),
        said=_("The paper is added."),
        leads_to=Paper.get_absolute_url,
        title=_("Add a paper"),
        lead=threshold_hint(row),
        crumbs=crumbs(row),
    )


@requires(DEFINE)
@shown_or_sent
def change_paper(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Change a paper."""
    row = selectors.own_paper(request.user, paper_id, "change_paper")
    return acting.asked(
        request,
        PaperForm(sent(request), initial=PaperForm.of(row)),
        act=partial(actions.change_paper, paper=row),
        said=_("The paper is changed."),
        title=_("Change the paper"),
        crumbs=paper_crumbs(row),
    )


@requires(DEFINE)
@require_POST
def remove_paper(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Take a paper away."""
    row = selectors.own_paper(request.user, paper_id, "remove_paper")
    return acting.done(
        request,
        partial(actions.remove_paper, paper=row),
        said=_("The paper is taken away."),
        leads_to=row.assessment.get_absolute_url(),
    )


@requires(DEFINE)
@shown_or_sent
def add_reference(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Write down a value beside which the results stand."""
    row = selectors.paper(request.user, paper_id)
    return acting.asked(
        request,
        ReferenceForm(sent(request), initial={"known_on": today()}),
        act=partial(references.add_reference, paper=row),
        said=_("The reference value is written down."),
        title=_("Add a reference value"),
        back=row.get_absolute_url(),
        leads_to=row.get_absolute_url(),
        crumbs=paper_crumbs(row),
    )


@requires(DEFINE)
@require_POST
def remove_reference(request: SignedInRequest, reference_id: int) -> HttpResponse:
    """Take a reference value away."""
    row = selectors.reference(request.user, reference_id)
    return acting.done(
        request,
        partial(references.remove_reference, reference=row),
        said=_("The reference value is taken away."),
        leads_to=row.paper.get_absolute_url(),
    )


@requires(SEE)
@require_safe
def averages(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """What is published of institutions, as it was published."""
    row = selectors.paper(request.user, paper_id)
    ways = []
    if access.may(request.user, DEFINE):
        to = reverse("assessments:add_average", args=[row.pk])
        ways.append((_("Add an average"), to, "primary"))
    return listing.answer(
        request,
        table=AveragesTable,
        rows=queries.averages_of(request.user, row),
        title=_("Published averages"),
        lead=_(
            "As sources tell them, without saying how many sat: they go into no figure. Where "
            "sources differ, somebody says which holds."
        ),
        crumbs=paper_crumbs(row),
        actions=ways,
        without=() if access.may(request.user, SETTLE) else ("settle",),
        empty=(_("Nothing is published"), _("Averages of institutions are written down here.")),
    )


@requires(DEFINE)
@shown_or_sent
def add_average(request: SignedInRequest, paper_id: int) -> HttpResponse:
    """Write down an average of an institution."""
    row = selectors.paper(request.user, paper_id)
    back = reverse("assessments:averages", args=[row.pk])
    return acting.asked(
        request,
        AverageForm(sent(request)),
        act=partial(references.add_average, paper=row),
        said=_("The average is written down."),
        title=_("Add a published average"),
        leads_to=back,
        crumbs=(*paper_crumbs(row), (_("Published averages"), back)),
    )


@requires(SETTLE)
@shown_or_sent
def settle(request: SignedInRequest, average_id: int) -> HttpResponse:
    """Say which of several published averages holds, or take one away."""
    row = selectors.average(request.user, average_id)
    back = reverse("assessments:averages", args=[row.paper_id])
    beside = [
        one
        for one in queries.averages_of(request.user, row.paper)
        if one.institution_id == row.institution_id
    ]
    if request.method == "POST":
        is_removed = "remove" in request.POST
        act = (
            partial(references.remove_average, average=row)
            if is_removed
            else partial(references.settle, average=row, revision=revision_sent(request))
        )
        said = _("The average is taken away.") if is_removed else _("This average holds now.")
        return acting.done(request, act, said=said, leads_to=back)
    page = {
        "average": row,
        "beside": beside,
        "crumbs": (*paper_crumbs(row.paper), (_("Published averages"), back)),
    }
    return render(request, "assessments/settle.html", page)


@requires(SEE)
@require_safe
def rules(request: SignedInRequest) -> HttpResponse:
    """What it takes to pass, by grade and day."""
    keeps = access.may(request.user, DEFINE)
    return listing.answer(
        request,
        table=KeptRulesTable if keeps else RulesTable,
        rows=PassingRule.objects.order_by("grade", "-from_on"),
        title=_("Rules of passing"),
        lead=_("By the rule of the day the threshold of a paper is proposed, and who has passed."),
        crumbs=way(),
        actions=[(_("Add a rule"), reverse("assessments:add_rule"), "primary")] if keeps else [],
        empty=(_("No rules"), _("Write down what the regulations ask at the end of a grade.")),
    )


@requires(DEFINE)
@shown_or_sent
def add_rule(request: SignedInRequest) -> HttpResponse:
    """Write down a rule."""
    return acting.asked(
        request,
        RuleForm(sent(request)),
        act=references.add_rule,
        said=_("The rule is written down."),
        leads_to=reverse("assessments:rules"),
        title=_("Add a rule of passing"),
        crumbs=(*way(), (_("Rules of passing"), reverse("assessments:rules"))),
    )


@requires(DEFINE)
@shown_or_sent
def change_rule(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """Change a rule."""
    row = selectors.rule(rule_id)
    return acting.asked(
        request,
        RuleForm(sent(request), initial=RuleForm.of(row)),
        act=partial(references.change_rule, rule=row),
        said=_("The rule is changed."),
        leads_to=reverse("assessments:rules"),
        template="assessments/rule.html",
        rule=row,
        title=_("Change a rule of passing"),
        crumbs=(*way(), (_("Rules of passing"), reverse("assessments:rules"))),
    )


@requires(DEFINE)
@require_POST
def remove_rule(request: SignedInRequest, rule_id: int) -> HttpResponse:
    """Take a rule away."""
    return acting.done(
        request,
        partial(references.remove_rule, rule=selectors.rule(rule_id)),
        said=_("The rule is taken away."),
        leads_to=reverse("assessments:rules"),
    )
