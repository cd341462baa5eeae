from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.inspections.filters import DefectsFilter, InspectionsFilter
from gaisma.quality.inspections.permissions import PLAN, SEE
from gaisma.quality.inspections.queries import rows
from gaisma.quality.inspections.tables import DefectsTable, InspectionsTable
from gaisma.quality.inspections.views.pages import way
from gaisma.record.people.selectors import today


@requires(SEE)
@require_safe
def inspections(request: SignedInRequest) -> HttpResponse:
    """Who is where: the inspections of a year that the reader sees."""
    ways = [(_("Defects"), reverse("inspections:defects"), "")]
    if access.may(request.user, PLAN):
        ways.append((_("Plan a year"), reverse("inspections:plan"), "primary"))
    return listing.answer(
        request,
        table=InspectionsTable,
        filters=InspectionsFilter,
        rows=rows.inspections(request.user, today=today()),
        title=_("Inspections of readiness"),
        lead=_("Before the school year a commission looks whether every institution is ready."),
        actions=ways,
        empty=(
            _("No inspections"),
            _("The authority plans them for all institutions in one go."),
        ),
    )


@requires(SEE)
@require_safe
def defects(request: SignedInRequest) -> HttpResponse:
    """What is to be mended, until when and by whom."""
    return listing.answer(
        request,
        table=DefectsTable,
        filters=DefectsFilter,
        rows=rows.defects(request.user),
        title=_("Defects"),
        lead=_("What inspections found: it is mended, reported, and checked by the authority."),
        crumbs=way(),
        empty=(_("No defects"), _("Choose another state, or another institution.")),
    )
