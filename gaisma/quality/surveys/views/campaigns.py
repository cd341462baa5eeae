"""Surveys as a list, one as a page, and who takes part in it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.surveys import selectors
from gaisma.quality.surveys.filters import CampaignsFilter, ParticipationFilter
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import RUN_SURVEYS, SEE_SURVEYS
from gaisma.quality.surveys.queries import campaigns as read
from gaisma.quality.surveys.queries import participation as counted
from gaisma.quality.surveys.tables import CampaignsTable, ParticipationTable
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
        rows=read.listed(request.user),
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
    page = read.page(survey, request.user, on=today())
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
