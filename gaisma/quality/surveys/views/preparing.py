"""A survey is prepared, given what it asks, started, and closed."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.quality.surveys import selectors
from gaisma.quality.surveys.actions import campaigns, closing
from gaisma.quality.surveys.forms.campaigns import (
    LEAST,
    AskForm,
    CampaignChangeForm,
    CampaignForm,
)
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import RUN_SURVEYS
from gaisma.quality.surveys.queries import campaigns as read
from gaisma.quality.surveys.views.campaigns import crumbs
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.people.selectors import today


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
        act=lambda **_given: campaigns.prepare(by=request.user, at=clock.now(), **form.campaign),
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
    return _barred(request, survey, "change") or acting.asked(
        request,
        form,
        act=lambda **_given: campaigns.change(
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
    return _barred(request, survey, "ask") or acting.asked(
        request,
        AskForm(sent(request), campaign=survey),
        act=partial(campaigns.ask, campaign=survey),
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
        partial(campaigns.leave_out, part=part),
        said=_("The audience is left out."),
        leads_to=part.campaign.get_absolute_url(),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def drop(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Throw away a survey that has not started."""
    survey = selectors.campaign(request.user, campaign_id)
    return _barred(request, survey, "drop") or acting.asked(
        request,
        Revised(sent(request), initial={"revision": survey.revision}),
        act=lambda **_given: campaigns.drop(campaign=survey, by=request.user, at=clock.now()),
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
    return _barred(request, survey, "start") or acting.asked(
        request,
        Revised(sent(request), initial={"revision": survey.revision}),
        act=partial(campaigns.start, campaign=survey),
        said=_("The survey has started. Now institutions give out codes."),
        template="surveys/start.html",
        title=_("Start the survey “%(name)s”?") % {"name": survey.name},
        button=_("Start"),
        page=read.page(survey, request.user, on=today()),
        crumbs=crumbs(survey),
    )


@requires(RUN_SURVEYS)
@shown_or_sent
def close(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Close a survey for good: the page says what happens, and who took part so far."""
    survey = selectors.campaign(request.user, campaign_id)
    return _barred(request, survey, "close") or acting.asked(
        request,
        Revised(sent(request), initial={"revision": survey.revision}),
        act=partial(closing.close, campaign=survey),
        said=_("The survey is closed. What may be told of it is computed."),
        template="surveys/close.html",
        title=_("Close the survey “%(name)s”?") % {"name": survey.name},
        button=_("Close for good"),
        danger=True,
        page=read.page(survey, request.user, on=today()),
        crumbs=crumbs(survey),
    )


def _barred(request: SignedInRequest, survey: Campaign, act: str) -> HttpResponse | None:
    return acting.barred(
        request, lambda: SURVEY.check(survey, act), leads_to=survey.get_absolute_url()
    )
