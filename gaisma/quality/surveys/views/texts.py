"""The page on which is read what people wrote in a survey."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import audit, clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.surveys import audited, protection, text_filters, ways
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.permissions import READ_TEXTS
from gaisma.quality.surveys.queries import texts as written
from gaisma.quality.surveys.result_tables import TextsTable
from gaisma.quality.surveys.views.results import of_closed


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
    least = protection.of_texts(campaign)
    return listing.answer(
        request,
        table=TextsTable,
        filters=text_filters.among(found),
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
