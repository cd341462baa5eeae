"""Staff draw a code from their own account; it opens the survey, which knows no account."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.actions import drawing
from gaisma.quality.surveys.forms.drawing import DrawForm
from gaisma.quality.surveys.permissions import DRAW_CODE
from gaisma.record.people.selectors import today


@requires(DRAW_CODE)
@shown_or_sent
def draw(request: SignedInRequest, part_id: int, organisation_id: int) -> HttpResponse:
    """Draw a code for a survey at an institution where the reader works."""
    asked = (part_id, organisation_id)
    offers = drawing.offered(request.user, on=today())
    offer = next((one for one in offers if (one.part.pk, one.institution.pk) == asked), None)
    if offer is None:
        raise Http404
    return acting.asked(
        request,
        DrawForm(request.POST or None),
        act=lambda **_given: drawing.draw(
            part=offer.part,
            institution=offer.institution,
            on=today(),
            by=request.user,
            at=clock.now(),
        ),
        said=_("A code was drawn from your account."),
        leads_to=lambda code: reverse("surveys:answer", args=[codes.written(code)]),
        title=_("Take part in “%(name)s”") % {"name": offer.part.campaign.name},
        lead=_(
            "You draw one of the codes of %(institution)s by lot. That you have drawn one is "
            "noted, which one is not; nobody who leads the institution has these codes. The "
            "address that opens then holds your code, and is not told again: keep it if you want "
            "to answer later. It opens the survey on any device, without signing in."
        )
        % {"institution": offer.institution.name},
        button=_("Draw a code"),
        back=reverse("home:home"),
    )
