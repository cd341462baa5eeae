"""What goes out: calendars for other programs, letters about what is due."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock
from gaisma.base.access import SignedInRequest, open_to_everyone, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation
from gaisma.workplace.calendar import actions
from gaisma.workplace.calendar.forms import DigestForm
from gaisma.workplace.calendar.queries import feeds as queries
from gaisma.workplace.calendar.queries import missing

TYPE = "text/calendar; charset=utf-8"


@open_to_everyone
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for whoever holds its secret address."""
    found = queries.feed(token)
    feeding = queries.feeding(found)
    with translation.override(feeding.language):
        from gaisma.workplace.calendar import ical

        origin = request.build_absolute_uri("/").rstrip("/")
        content = ical.written(feeding, origin=origin)
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = 'inline; filename="gaisma.ics"'
    return response


@requires("calendar.see")
@require_safe
def addresses(request: SignedInRequest) -> HttpResponse:
    """Where calendar programs read the calendar."""
    return _page(request)


@requires("calendar.see")
@require_POST
def make_own(request: SignedInRequest) -> HttpResponse:
    """Make the secret address of one's own calendar, shown this once."""
    token = actions.make_feed(by=request.user, at=clock.now())
    return _page(request, token=token, whose=_("My calendar"))


@requires("calendar.see")
@require_POST
def take_back_own(request: SignedInRequest) -> HttpResponse:
    """Let one's own secret address work no more."""
    return acting.done(
        request,
        actions.take_back_feed,
        said=_("The address no longer works."),
        leads_to=reverse("calendar:feeds"),
    )


@requires("calendar.share")
@require_POST
def make_institutions(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Make the secret address of an institution's calendar, shown this once."""
    organisation = access.found(request.user, organisation_id)
    made: list[str] = []
    acting.attempted(lambda: made.append(_make(request, organisation)), refused=lambda why: None)
    return _page(request, token=made[0] if made else "", whose=organisation.name)


def _make(request: SignedInRequest, organisation: Organisation) -> str:
    return actions.make_feed(by=request.user, at=clock.now(), organisation=organisation)


@requires("calendar.share")
@require_POST
def take_back_institutions(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Let an institution's secret address work no more."""
    organisation = access.found(request.user, organisation_id)
    return acting.done(
        request,
        partial(actions.take_back_feed, organisation=organisation),
        said=_("The address no longer works."),
        leads_to=reverse("calendar:feeds"),
    )


def _page(request: SignedInRequest, *, token: str = "", whose: str = "") -> HttpResponse:
    address = reverse("calendar:feed", args=[token]) if token else ""
    context = {
        "address": request.build_absolute_uri(address) if address else "",
        "whose": whose,
        "own": queries.own(request.user),
        "institutions": list(queries.of_institutions(request.user)),
        "crumbs": [(_("Calendar"), reverse("calendar:month"))],
    }
    return render(request, "calendar/feeds.html", context)


@requires("calendar.see_missing")
@shown_or_sent
def digest(request: SignedInRequest) -> HttpResponse:
    """Choose how often what is due comes as a letter."""
    owed = reverse("calendar:missing")
    return acting.asked(
        request,
        DigestForm(sent(request), initial={"rhythm": missing.chosen_digest(request.user)}),
        act=actions.choose_digest,
        said=_("Chosen."),
        title=_("What is due as a letter"),
        lead=_(
            "The letter names kinds of work and days, and nobody: what it is about stands here."
        ),
        hindrance=""
        if request.user.email
        else _("Your account has no e-mail address yet: give one on the page “My account”."),
        back=owed,
        crumbs=[(_("Calendar"), reverse("calendar:month")), (_("Missing work"), owed)],
    )
