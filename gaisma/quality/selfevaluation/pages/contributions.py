from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, audit, clock, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear
from gaisma.quality.selfevaluation import audited, policies, selectors
from gaisma.quality.selfevaluation.actions import contributions as actions
from gaisma.quality.selfevaluation.forms import ContributeForm, OwnForm
from gaisma.quality.selfevaluation.lists import ContributionsFilter, ContributionsTable
from gaisma.quality.selfevaluation.models import Contribution
from gaisma.quality.selfevaluation.pages.reports import way
from gaisma.quality.selfevaluation.permissions import CONTRIBUTE, SEE_CONTRIBUTIONS
from gaisma.quality.selfevaluation.queries import contributions as queries
from gaisma.record.people import exports
from gaisma.record.people.selectors import today
from gaisma.record.programmes.pages import choosing

SUBMIT = "submit"
YEARS = 2
"""So many school years back one can write about."""


def crumbs(contribution: Contribution | None = None) -> tuple[tuple[str, str], ...]:
    """The way to the pages of own self-evaluations."""
    here = (*way(), (_("Own self-evaluations"), reverse("selfevaluation:contributions")))
    if contribution is None:
        return here
    year = wording.school_year(contribution.school_year.name)
    called = contribution.commission or str(contribution.person)
    return (*here, (f"{called} · {year}", contribution.get_absolute_url()))


@requires(SEE_CONTRIBUTIONS)
@require_safe
def contributions(request: SignedInRequest) -> HttpResponse:
    """One's own, and what was submitted to the head."""
    rows = Contribution.objects.visible_to(request.user)
    begin = [(_("Write about my year"), reverse("selfevaluation:contribute"), "primary")]
    return exports.answer(
        request,
        table=ContributionsTable,
        filters=ContributionsFilter,
        rows=rows.select_related("institution", "school_year", "person").order_by(
            "-school_year__starts_on", "pk"
        ),
        title=_("Own self-evaluations"),
        lead=_("What teachers and methodical commissions say of their own year."),
        actions=begin if access.may(request.user, CONTRIBUTE) else [],
        crumbs=way(),
        empty=(_("Nothing yet"), _("Your own stand here, and what was submitted to you.")),
    )


@requires(CONTRIBUTE)
@shown_or_sent
def contribute(request: SignedInRequest) -> HttpResponse:
    """Begin: first where, then of which year, for oneself or for a commission."""
    own = policies.workplaces(request.user, on=today())
    institution = choosing.chosen(request, own)
    title = _("Write about my year")
    if institution is None:
        return choosing.ask(request, own, title=title, crumbs=crumbs())
    return acting.asked(
        request,
        _begun(request),
        act=lambda **given: actions.begin(
            institution=institution, person=policies.person_of(request.user), **given
        ),
        said=_("It is begun: write, and save as often as you like."),
        leads_to=lambda row: reverse("selfevaluation:own_write", args=[row.pk]),
        template="selfevaluation/own_begin.html",
        title=title,
        lead=str(institution),
        button=_("Begin"),
        crumbs=crumbs(),
    )


def _begun(request: SignedInRequest) -> ContributeForm:
    begun = SchoolYear.objects.filter(starts_on__lte=today()).order_by("-starts_on")[:YEARS]
    years = SchoolYear.objects.filter(pk__in=[year.pk for year in begun])
    initial = {"school_year": begun[0] if begun else None}
    return ContributeForm(sent(request), years=years, initial=initial)


@requires(SEE_CONTRIBUTIONS)
@require_safe
def contribution(request: SignedInRequest, contribution_id: int) -> HttpResponse:
    """One of them; that somebody else looked at it is noted."""
    page = queries.contribution_page(
        selectors.contribution(request.user, contribution_id), request.user
    )
    _note(request, page)
    context = {"page": page, "crumbs": crumbs()}
    return render(request, "selfevaluation/own.html", context)


@requires(SEE_CONTRIBUTIONS)
@require_safe
def on_paper(request: SignedInRequest, contribution_id: int) -> HttpResponse:
    """The same for paper."""
    page = queries.contribution_page(
        selectors.contribution(request.user, contribution_id), request.user
    )
    _note(request, page)
    context = {"page": page, "crumbs": crumbs(page.contribution), "paper": True}
    return render(request, "selfevaluation/own.html", context)


def _note(request: SignedInRequest, page: queries.ContributionPage) -> None:
    if page.is_own:
        return
    audit.note(
        action=audited.LOOK_AT_OWN,
        by=request.user,
        at=clock.now(),
        organisation=page.contribution.institution,
        subject=Contribution._meta.label,
        ids=[page.contribution.pk],
    )


@requires(CONTRIBUTE)
@shown_or_sent
def write(request: SignedInRequest, contribution_id: int) -> HttpResponse:
    """Write it: save, or submit."""
    row = selectors.own_contribution(request.user, contribution_id)
    if row.submitted_at is not None:
        return redirect(row.get_absolute_url())
    is_last = request.POST.get("act") == SUBMIT
    form = OwnForm(sent(request), contribution=row, is_complete=is_last, today=today())
    act = actions.submit if is_last else actions.write
    return acting.asked(
        request,
        form,
        act=partial(act, contribution=row),
        said=_("Submitted: your head reads it.") if is_last else _("Saved; only you see it."),
        leads_to=row.get_absolute_url(),
        template="selfevaluation/own_write.html",
        contribution=row,
        crumbs=crumbs(row),
    )


@requires(CONTRIBUTE)
@require_POST
def take_back(request: SignedInRequest, contribution_id: int) -> HttpResponse:
    """Take back what was submitted."""
    row = selectors.own_contribution(request.user, contribution_id)
    return acting.done(
        request,
        partial(actions.take_back, contribution=row),
        said=_("It is yours alone again: write on, and submit it anew."),
        leads_to=row.get_absolute_url(),
    )
