from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.workplace.calendar.actions import digests as actions
from gaisma.workplace.calendar.forms import DigestForm
from gaisma.workplace.calendar.queries import digests as queries


@requires("calendar.see_missing")
@shown_or_sent
def digest(request: SignedInRequest) -> HttpResponse:
    """Choose how often what is due comes as a letter."""
    missing = reverse("calendar:missing")
    return acting.asked(
        request,
        DigestForm(sent(request), initial={"rhythm": queries.chosen(request.user)}),
        act=actions.choose,
        said=_("Chosen."),
        title=_("What is due as a letter"),
        lead=_(
            "The letter names kinds of work and days, and nobody: what it is about stands here."
        ),
        hindrance=""
        if request.user.email
        else _("Your account has no e-mail address yet: give one on the page “My account”."),
        back=missing,
        crumbs=[(_("Calendar"), reverse("calendar:month")), (_("Missing work"), missing)],
    )
