"""Institutions, and the classes of one, with how far they have come."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.analytics.moments import school_year_of
from gaisma.base import access, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Organisation, SchoolYear
from gaisma.base.navigation import Way
from gaisma.quality.socialemotional import queries
from gaisma.quality.socialemotional.lists import (
    ClassesTable,
    PlacesTable,
)
from gaisma.quality.socialemotional.pages.shared import BEHIND, kinds, lead_of, no_classes, way
from gaisma.quality.socialemotional.permissions import SEE, SET_NORMS, WHOLE
from gaisma.record.people.selectors import today


@requires(SEE)
@require_safe
def places(request: SignedInRequest) -> HttpResponse:
    """Institutions of a school year; who leads one class only is led to it."""
    year = _asked_year(request)
    reach = access.reach(request.user, *WHOLE)
    if not reach:
        return _own_classes(request, year)
    groups = queries.in_reach(request.user, year=year)
    lines = queries.class_lines(groups, request.user, on=today())
    rows = queries.place_lines(lines)
    ways = [(_("Norms"), reverse("socialemotional:norms"), "")]
    return listing.answer(
        request,
        table=PlacesTable,
        rows=[line for line in rows if line.behind] if _only_behind(request) else rows,
        title=_title(year),
        lead=lead_of(year),
        template="socialemotional/places.html",
        actions=ways if access.may(request.user, SET_NORMS) else [],
        chips=_years(request, year),
        kinds=kinds(request, BEHIND, _("Behind")),
        empty=no_classes(),
    )


@requires(SEE)
@require_safe
def place(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """The classes of an institution."""
    found = get_object_or_404(Organisation, pk=organisation_id)
    if found.pk not in access.reach(request.user, *WHOLE):
        raise Http404
    year = _asked_year(request)
    groups = queries.in_reach(request.user, year=year).filter(institution=found)
    lines = queries.class_lines(groups, request.user, on=today())
    return listing.answer(
        request,
        table=ClassesTable,
        rows=[line for line in lines if line.is_behind] if _only_behind(request) else lines,
        title=_("%(place)s: social and emotional learning") % {"place": found.name},
        lead=lead_of(year),
        template="socialemotional/places.html",
        chips=_years(request, year),
        kinds=kinds(request, BEHIND, _("Behind")),
        crumbs=way(),
        empty=no_classes(),
    )


def _own_classes(request: SignedInRequest, year: str) -> HttpResponse:
    groups = list(queries.own_groups(request.user, on=today(), year=year))
    if len(groups) == 1:
        return redirect("socialemotional:class", groups[0].pk)
    return listing.answer(
        request,
        table=ClassesTable,
        rows=queries.class_lines(groups, request.user, on=today()),
        title=_title(year),
        lead=lead_of(year),
        template="socialemotional/places.html",
        chips=_years(request, year),
        empty=(
            _("You lead no class of grades 1–9 now"),
            _("Who is the class teacher of a class stands on the page of the class."),
        ),
    )


def _only_behind(request: SignedInRequest) -> bool:
    return request.GET.get("kind") == BEHIND


def _asked_year(request: SignedInRequest) -> str:
    """The school year that is asked for, else that of the day. Raises Http404 for an unknown."""
    asked = request.GET.get("year", "")
    if asked and not SchoolYear.objects.filter(name=asked).exists():
        raise Http404
    return asked or school_year_of(today())


def _years(request: SignedInRequest, chosen: str) -> list[Way]:
    """This year and those around it that the record knows."""
    names = SchoolYear.objects.order_by("-starts_on").values_list("name", flat=True)[:4]
    kept = {"kind": request.GET["kind"]} if request.GET.get("kind") else {}
    return [
        Way(
            wording.school_year(one),
            f"{request.path}?{urlencode({**kept, 'year': one})}",
            one == chosen,
        )
        for one in sorted({*names, chosen})
    ]


def _title(year: str) -> str:
    return _("Social and emotional learning %(year)s") % {"year": wording.school_year(year)}
