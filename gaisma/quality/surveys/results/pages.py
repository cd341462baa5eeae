"""Pages on which a campaign is closed, and its results and what people wrote are read."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.analytics.audiences import AUDIENCES
from gaisma.base import acting, audit, clock, listing, terms
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import Revised, sent, shown_or_sent
from gaisma.quality.surveys import audited, ways
from gaisma.quality.surveys.campaigns import queries as campaigns
from gaisma.quality.surveys.campaigns import selectors
from gaisma.quality.surveys.campaigns.pages import barred, crumbs
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import READ_TEXTS, RUN_SURVEYS, SEE_SURVEYS
from gaisma.quality.surveys.results import actions, lists, published_results, queries, questions
from gaisma.quality.surveys.results import differences as compared
from gaisma.quality.surveys.results import texts as written
from gaisma.quality.surveys.results.forms import DifferencesForm, PlaceForm
from gaisma.record.people.selectors import today

ASKED = ("first", "second", "place", "of", "since")
"""What the page of differences is asked for."""
Shown = Callable[[SignedInRequest, Campaign], HttpResponse]


@requires(RUN_SURVEYS)
@shown_or_sent
def close(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """Close a survey for good: the page says what happens, and who took part so far."""
    survey = selectors.campaign(request.user, campaign_id)
    return barred(request, survey, "close") or acting.asked(
        request,
        Revised(sent(request), initial={"revision": survey.revision}),
        act=partial(actions.close, campaign=survey),
        said=_("The survey is closed. What may be told of it is computed."),
        template="surveys/close.html",
        title=_("Close the survey “%(name)s”?") % {"name": survey.name},
        button=_("Close for good"),
        danger=True,
        page=campaigns.page(survey, request.user, on=today()),
        crumbs=crumbs(survey),
    )


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
    page = queries.page(
        campaign,
        published_results.sight_of(request.user, campaign),
        audience=request.GET.get("audience", ""),
        place=request.GET.get("place", ""),
    )
    title = f"{campaign.name}, {terms.title(AUDIENCES, page.audience)}"
    if request.GET.get("format") in listing.FORMATS:
        rows = list(lists.of_page(page))
        return listing.answer(request, table=lists.ResultsTable, rows=rows, title=title)
    rest = f"&place={page.place.key}" if page.place else ""
    shown = {
        "least": questions.thresholds_of_audiences(campaign, page.audience),
        "choose": PlaceForm(places=page.places, chosen=page.place, audience=page.audience),
        "chips": ways.chips("audience", page.audiences, page.audience, rest=rest),
    }
    return _page(request, "results", campaign, page=page, **shown)


@requires(SEE_SURVEYS)
@require_safe
@of_closed
def institutions(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Who took part at each institution, and the means of constructs, by name."""
    seen = published_results.sight_of(request.user, campaign)
    page = queries.institutions_page(campaign, seen, audience=request.GET.get("audience", ""))
    return listing.answer(
        request,
        table=lists.of_institutions(page.constructs),
        rows=list(page.rows),
        title=f"{campaign.name}, {terms.title(AUDIENCES, page.audience)}",
        template="surveys/results/institutions.html",
        page=page,
        campaign=campaign,
        least=questions.thresholds_of_audiences(campaign, page.audience),
        chips=ways.chips("audience", page.audiences, page.audience),
        tabs=ways.tabs(request.user, campaign, "institutions"),
        empty=(_("Nobody was asked"), _("Choose another audience.")),
    )


@requires(SEE_SURVEYS)
@require_safe
@of_closed
def differences(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """Gaps between audiences, and what has changed since the wave before."""
    wanted = {name: request.GET.get(name, "") for name in ASKED}
    page = compared.page(campaign, request.user, **wanted)
    if request.GET.get("format") in listing.FORMATS:
        title = _("%(survey)s, differences") % {"survey": campaign.name}
        rows = list(lists.of_differences(page))
        return listing.answer(request, table=lists.DifferencesTable, rows=rows, title=title)
    choose = DifferencesForm(page)
    rest = f"&first={page.first}&second={page.second}"
    rest += f"&place={page.place.key}" if page.place else ""
    rest += f"&since={page.earlier.pk}" if page.earlier else ""
    measures = (("mean", _("Means")), ("share", _("Good answers")))
    chips = ways.chips("of", measures, page.of, rest=rest)
    least = questions.thresholds_of_audiences(campaign, page.first, page.second)
    shown = {"choose": choose, "chips": chips, "least": least}
    return _page(request, "differences", campaign, page=page, **shown)


def _page(request: SignedInRequest, name: str, campaign: Campaign, **shown: Any) -> HttpResponse:
    shown["tabs"] = ways.tabs(request.user, campaign, name)
    return render(request, f"surveys/results/{name}.html", {"campaign": campaign, **shown})


@requires(READ_TEXTS)
@require_safe
@of_closed
def texts(request: SignedInRequest, campaign: Campaign) -> HttpResponse:
    """What was written, where enough people wrote; reading it is noted."""
    found = written.of(request.user, campaign)
    taken = request.GET.get("format") in listing.FORMATS
    audit.note(
        action=audited.TAKE_TEXTS if taken else audited.READ_TEXTS,
        by=request.user,
        at=clock.now(),
        subject="surveys.Campaign",
        ids=[campaign.pk],
    )
    least = questions.least_for_texts(campaign)
    return listing.answer(
        request,
        table=lists.TextsTable,
        filters=written.among(found),
        rows=Campaign.objects.none(),
        without=() if len({one["institution"] for one in found}) > 1 else ("institution_title",),
        title=_("%(survey)s, in words") % {"survey": campaign.name},
        template="surveys/results/texts.html",
        campaign=campaign,
        least=least,
        tabs=ways.tabs(request.user, campaign, "texts"),
        empty=(
            _("No texts are shown"),
            _("Texts are shown where at least %(least)s of an institution wrote.")
            % {"least": least},
        ),
    )
