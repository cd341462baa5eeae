from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.inspections import selectors
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.permissions import SEE
from gaisma.quality.inspections.queries import pages
from gaisma.record.people.selectors import today

Crumbs = tuple[tuple[str, str], ...]


def way() -> Crumbs:
    """The way to the room's pages."""
    return ((_("Inspections of readiness"), reverse("inspections:list")),)


def crumbs(inspection: Inspection) -> Crumbs:
    """The way to a page about an inspection."""
    year = wording.school_year(inspection.school_year.name)
    return (*way(), (f"{inspection.institution} · {year}", inspection.get_absolute_url()))


@requires(SEE)
@require_safe
def inspection(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """One inspection: when, who, what was found, what can be done."""
    row = selectors.inspection(request.user, inspection_id)
    page = pages.page(row, request.user, today=today())
    return render(request, "inspections/inspection.html", {"page": page, "crumbs": way()})
