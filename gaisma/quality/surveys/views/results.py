"""Pages on which results of closed campaigns are read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import listing, terms
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.surveys import protection, ways
from gaisma.quality.surveys import result_tables as tables
from gaisma.quality.surveys.choosing import DifferencesForm, PlaceForm
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import SEE_SURVEYS
from gaisma.quality.surveys.queries import differences as compared
from gaisma.quality.surveys.queries import institutions as counted
from gaisma.quality.surveys.queries import results as told
from gaisma.quality.surveys.queries import visibility

ASKED = ("first", "second", "place", "of", "since")
"""What the page of differences is asked for."""
Shown = Callable[[SignedInRequest, Campaign], HttpResponse]


def of_closed(view: Shown) -> Callable[[SignedInRequest, int], HttpResponse]:
    """Hand a view the campaign that the reader sees; until it closes nothing is told of it."""

    @wraps(view)
    def shown(request: SignedInRequest, campaign_id: int) -> HttpResponse:
        campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=campaign_id)
        if campaign.closed_at is None:
            return render(request, "surveys/results/waiting.html", {"campaign": campaign})
        return view(request, campaign)

    return shown


@requires(SEE_SURVEYS)
@require_safe
@of_closed
def results(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """What an audience answered, at a place and in the city."""
    page = told.page(
        campaign,
        visibility.of(request.user, campaign),
        audience=request.GET.get("audience", ""),
        place=request.GET.get("place", ""),
    )
    title = f"{campaign.name}, {terms.title(AUDIENCES, page.audience)}"
    if request.GET.get("format") in listing.FORMATS:
        rows = list(tables.of_page(page))
        return listing.answer(request, table=tables.ResultsTable, rows=rows, title=title)
    rest = f"&place={page.place.key}" if page.place else ""
    shown = {
        "least": protection.of_audiences(campaign, page.audience),
        "choose": PlaceForm(places=page.places, chosen=page.place, audience=page.audience),
        "chips": ways.chips("audience", page.audiences, page.audience, rest=rest),
    }
    return _page(request, "results", campaign, page=page, **shown)


@requires(SEE_SURVEYS)
@require_safe
@of_closed
def institutions(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Who took part at each institution, and the means of constructs, by name."""
    seen = visibility.of(request.user, campaign)
    page = counted.page(campaign, seen, audience=request.GET.get("audience", ""))
    return listing.answer(
        request,
        table=tables.of_institutions(page.constructs),
        rows=list(page.rows),
        title=f"{campaign.name}, {terms.title(AUDIENCES, page.audience)}",
        template="surveys/results/institutions.html",
        page=page,
        campaign=campaign,
        least=protection.of_audiences(campaign, page.audience),
        chips=ways.chips("audience", page.audiences, page.audience),
        tabs=ways.tabs(request.user, campaign, "institutions"),
        empty=(_("Nobody was asked"), _("Choose another audience.")),
    )


@requires(SEE_SURVEYS)
@require_safe
@of_closed
def differences(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Gaps between audiences, and what has changed since the wave before."""
    asked = {name: request.GET.get(name, "") for name in ASKED}
    page = compared.page(campaign, request.user, **asked)
    if request.GET.get("format") in listing.FORMATS:
        title = _("%(survey)s, differences") % {"survey": campaign.name}
        rows = list(tables.of_differences(page))
        return listing.answer(request, table=tables.DifferencesTable, rows=rows, title=title)
    choose = DifferencesForm(page)
    rest = f"&first={page.first}&second={page.second}"
    rest += f"&place={page.place.key}" if page.place else ""
    rest += f"&since={page.earlier.pk}" if page.earlier else ""
    measures = (("mean", _("Means")), ("share", _("Good answers")))
    chips = ways.chips("of", measures, page.of, rest=rest)
    least = protection.of_audiences(campaign, page.first, page.second)
    shown = {"choose": choose, "chips": chips, "least": least}
    return _page(request, "differences", campaign, page=page, **shown)


def _page(request: SignedInRequest, name: str, campaign: Campaign, **shown: Any) -> HttpResponse:
    shown["tabs"] = ways.tabs(request.user, campaign, name)
    return render(request, f"surveys/results/{name}.html", {"campaign": campaign, **shown})
