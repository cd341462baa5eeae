"""A survey at an institution, and the codes that are given out there."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.quality.surveys import policies, selectors, slips
from gaisma.quality.surveys.actions import answers, giving
from gaisma.quality.surveys.forms.giving import GiveForm, TrialForm
from gaisma.quality.surveys.models import Batch, Campaign
from gaisma.quality.surveys.permissions import (
    GIVE_CODES,
    PRINT_CODES,
    RUN_SURVEYS,
    SEE_SURVEYS,
)
from gaisma.quality.surveys.queries import offering, places
from gaisma.quality.surveys.views.campaigns import crumbs
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.people.selectors import today


def address(survey: Campaign, institution: Organisation) -> str:
    """Where the page of the survey at the institution is."""
    return reverse("surveys:place", args=[survey.pk, institution.pk])


def way(survey: Campaign, institution: Organisation) -> tuple[tuple[str, str], ...]:
    """The way to what is done there."""
    return (*crumbs(survey), (institution.name, address(survey, institution)))


@requires(SEE_SURVEYS)
@require_safe
def place(request: SignedInRequest, campaign_id: int, organisation_id: int) -> HttpResponse:
    """A survey at one institution."""
    survey = selectors.campaign(request.user, campaign_id)
    institution = selectors.place(request.user, survey, organisation_id)
    page = places.page(survey, institution, request.user, on=today())
    return render(request, "surveys/place.html", {"page": page, "crumbs": crumbs(survey)})


@requires(GIVE_CODES)
@shown_or_sent
def give(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Give out codes for the classes of an institution, or for all of it."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)
    offers = offering.offers(part, institution)
    form = GiveForm(sent(request), offers=offers, initial={"seen": offers.whole.issued})
    check = partial(policies.check_may_be_given, institution=institution, by=request.user)
    return acting.barred(request, lambda: check(part), leads_to=back) or acting.asked(
        request,
        form,
        act=lambda **given: giving.give_out(
            part=part,
            institution=institution,
            counts=form.counts,
            seen=given["seen"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The codes are given out; below stands who prints their slips."),
        template="surveys/give.html",
        title=_("Give out codes"),
        button=_("Give out"),
        part=part,
        institution=institution,
        crumbs=way(part.campaign, institution),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def give_trial(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Give out codes whose answers are checked and not kept."""
    part = selectors.part(request.user, part_id)
    institution = selectors.kept_place(request.user, part.campaign, organisation_id)
    back = address(part.campaign, institution)
    return acting.barred(
        request, lambda: SURVEY.check(part.campaign, "try_out"), leads_to=back
    ) or acting.asked(
        request,
        TrialForm(sent(request)),
        act=partial(answers.issue, part=part, institution=institution, is_trial=True),
        said=_("The trial codes are given out."),
        title=_("Give out trial codes"),
        lead=_("With them the survey is tried out: answers are checked, and none is kept."),
        button=_("Give out"),
        crumbs=way(part.campaign, institution),
    )


@requires(PRINT_CODES)
@require_safe
def sheet(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """The slips of a batch, to be printed and cut."""
    own = selectors.own_batch(request.user, batch_id, on=today())
    batch = own or selectors.batch(request.user, batch_id)
    crumbs = _to_class(batch) if own else way(batch.part.campaign, batch.institution)
    check = partial(policies.check_can_be_printed, by=request.user, on=today())
    if refusal := acting.barred(request, lambda: check(batch), leads_to=crumbs[-1][1]):
        return refusal
    codes = giving.printed(batch=batch, on=today(), by=request.user, at=clock.now())
    page = {"sheet": slips.sheet(batch, codes, request.GET), "crumbs": crumbs}
    return render(request, "surveys/sheet.html", page)


def _to_class(batch: Batch) -> tuple[tuple[str, str], ...]:
    """The way of a class teacher, who sees nothing else of the survey."""
    return ((str(batch.group), reverse("programmes:group", args=[batch.group_id])),)
