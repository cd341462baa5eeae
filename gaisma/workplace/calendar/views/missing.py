from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Installation
from gaisma.workplace.calendar import tables
from gaisma.workplace.calendar.queries import missing


@requires("calendar.see_missing")
@require_safe
def missing_work(request: SignedInRequest) -> HttpResponse:
    """Who owes what, the overdue first."""
    on = Installation.current().as_of()
    return listing.answer(
        request,
        table=tables.MissingWork,
        filters=tables.MissingFilters,
        rows=list(missing.missing(request.user, on=on)),
        title=_("Missing work"),
        lead=_("What institutions owe now and within a month, the overdue first."),
        actions=[(_("As a letter"), reverse("calendar:digest"), "")],
        empty=(_("Nothing is missing"), _("All that was due has been delivered.")),
    )
