from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import clock, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.workplace.administration import health, queries
from gaisma.workplace.administration.filters import AuditFilters
from gaisma.workplace.administration.permissions import READ_AUDIT, SEE_HEALTH
from gaisma.workplace.administration.tables import Audit


@requires(SEE_HEALTH)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """How the installation is, and the ways to all that can be set."""
    now = timezone.now()
    findings = [check(now) for check in health.CHECKS]
    ways = [
        (_("Settings"), reverse("administration:installation")),
        (_("Thresholds"), reverse("administration:thresholds")),
        (_("How long records are kept"), reverse("administration:retention")),
        (_("School years and terms"), reverse("administration:years")),
        (_("Moved working days"), reverse("administration:moved_days")),
        (_("Subjects"), reverse("administration:subjects")),
        (_("Columns of other systems"), reverse("interop:mappings")),
        (_("Background work"), reverse("works:list")),
    ]
    ways += [(link.title, link.address) for link in queries.neighbours(request.user)]
    page = {"findings": findings, "ways": ways, "at": clock.here(now)}
    return render(request, "administration/overview.html", page)


@requires(READ_AUDIT)
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """Who did what, when and where; it holds no names of the people concerned."""
    return listing.answer(
        request,
        table=Audit,
        filters=AuditFilters,
        rows=queries.audit(request.user),
        title=_("Who did what"),
        lead=_("Every change and every look at personal data, without the data."),
        empty=(_("Nobody has done anything yet"), _("What is done from now on stands here.")),
    )
