"""Surveys as a list, one as a page; it is prepared, given what it asks, and started."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.quality.surveys.campaigns import actions, queries, selectors
from gaisma.quality.surveys.campaigns import participation as counted
from gaisma.quality.surveys.campaigns.forms import LEAST, AskForm, CampaignChangeForm, CampaignForm
from gaisma.quality.surveys.campaigns.lists import (
    CampaignsFilter,
    CampaignsTable,
    ParticipationFilter,
    ParticipationTable,
)
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import RUN_SURVEYS, SEE_SURVEYS
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.people.selectors import today

Crumbs = tuple[tuple[str, str], ...]


def crumbs(survey: Campaign | None = None) -> Crumbs:
    """The way to the room's pages."""
    way = ((_("Surveys"), reverse("surveys:list")),)
    return (*way, (survey.name, survey.get_absolute_url())) if survey else way


@requires(SEE_SURVEYS)
@require_safe
def campaigns(request: SignedInRequest) -> HttpResponse:
    """The surveys that the reader sees."""
    preparing = [(_("Prepare a survey"), reverse("surveys:prepare"), "primary")]
    may_run = access.may(request.user, RUN_SURVEYS)
    return listing.answer(
        request,
        table=CampaignsTable,
        filters=CampaignsFilter,
        rows=queries.listed(request.user),
        title=_("Surveys"),
        lead=_("What pupils, parents and teachers were asked, and how many have answered."),
        actions=preparing if may_run else [],
        empty=(
            _("No surveys yet"),
            _("The authority prepares a survey; it stands here once it has begun."),
        ),
    )


@requires(SEE_SURVEYS)
@require_safe
def campaign(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """One survey: what it asks, who takes part, what is to be done."""
    survey = selectors.campaign(request.user, campaign_id)
    page = queries.page(survey, request.user, on=today())
    return render(request, "surveys/campaign.html", {"page": page, "crumbs": crumbs()})


@requires(SEE_SURVEYS)
@require_safe
def participation(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Who takes part, by institution and audience."""
    survey = selectors.campaign(request.user, campaign_id)
    return listing.answer(
        request,
        table=ParticipationTable,
        filters=ParticipationFilter,
        rows=counted.lines(survey, counted.places(request.user, survey)),
        title=_("Participation: %(survey)s") % {"survey": survey.name},
        lead=_("Codes used are those that nobody can use any more; answers on paper have none."),
        crumbs=crumbs(survey),
        empty=(
            _("Nobody is counted yet"),
            _("People are counted when the survey starts."),
        ),
    )


def _places() -> "QuerySet[Organisation]":
    """The institutions at which people could be asked."""
    return Organisation.objects.exclude(kind="authority").open_on(today()).order_by("name")


@requires(RUN_SURVEYS)
@shown_or_sent
def prepare(request: SignedInRequest) -> HttpResponse:
    """Prepare a survey."""
    form = CampaignForm(sent(request), places=_places(), initial=LEAST)
    return acting.asked(
        request,
        form,
        act=lambda **_given: actions.prepare(by=request.user, at=clock.now(), **form.campaign),
        said=_("The survey is in preparation. Now choose whom it asks, and with what."),
        leads_to=Campaign.get_absolute_url,
        template="surveys/edit.html",
        title=_("Prepare a survey"),
        button=_("Prepare"),
        crumbs=crumbs(),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def change(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Change a survey that has not started."""
    survey = selectors.campaign(request.user, campaign_id)
    form = CampaignChangeForm(
        sent(request), places=_places(), initial=CampaignChangeForm.of(survey)
    )
    return barred(request, survey, "change") or acting.asked(
        request,
        form,
        act=lambda **_given: actions.change(
            campaign=survey, by=request.user, at=clock.now(), **form.campaign
        ),
        said=_("The survey has been changed."),
        template="surveys/edit.html",
        title=_("Change the survey"),
        crumbs=crumbs(survey),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def ask(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Choose what an audience is asked."""
    survey = selectors.campaign(request.user, campaign_id)
    return barred(request, survey, "ask") or acting.asked(
        request,
        AskForm(sent(request), campaign=survey),
        act=partial(actions.ask, campaign=survey),
        said=_("The audience is asked."),
        template="surveys/ask.html",
        title=_("Ask an audience"),
        button=_("Ask"),
        crumbs=crumbs(survey),
    )


@requires(RUN_SURVEYS)
@require_POST
def leave_out(request: SignedInRequest, part_id: int) -> HttpResponse:
    """Do not ask an audience after all."""
    part = selectors.part(request.user, part_id)
    return acting.done(
        request,
        partial(actions.leave_out, part=part),
        said=_("The audience is left out."),
        leads_to=part.campaign.get_absolute_url(),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def drop(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Throw away a survey that has not started."""
    survey = selectors.campaign(request.user, campaign_id)
    return barred(request, survey, "drop") or acting.asked(
        request,
        Revised(sent(request), initial={"revision": survey.revision}),
        act=lambda **_given: actions.drop(campaign=survey, by=request.user, at=clock.now()),
        said=_("The survey is dropped."),
        leads_to=reverse("surveys:list"),
        title=_("Drop the survey “%(name)s”?") % {"name": survey.name},
        lead=_("What was chosen for it is lost, trial codes too. Nobody has answered yet."),
        button=_("Drop"),
        danger=True,
        crumbs=crumbs(survey),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def start(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Start a survey: the page says what stands from then on."""
    survey = selectors.campaign(request.user, campaign_id)
    return barred(request, survey, "start") or acting.asked(
        request,
        Revised(sent(request), initial={"revision": survey.revision}),
        act=partial(actions.start, campaign=survey),
        said=_("The survey has started. Now institutions give out codes."),
        template="surveys/start.html",
        title=_("Start the survey “%(name)s”?") % {"name": survey.name},
        button=_("Start"),
        page=queries.page(survey, request.user, on=today()),
        crumbs=crumbs(survey),
    )


def barred(request: SignedInRequest, survey: Campaign, act: str) -> HttpResponse | None:
    return acting.barred_in(request, SURVEY, survey, act)
