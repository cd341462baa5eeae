from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base import access
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Organisation
from gaisma.evidence.figures import evidence
from gaisma.evidence.figures.evidence import Evidence
from gaisma.record.organisations import parts, permissions
from gaisma.record.organisations.permissions import SEE_HISTORY, SEE_INSTITUTIONS
from gaisma.record.organisations.queries import history as acts
from gaisma.record.organisations.queries import profiles, tabs


@requires(SEE_INSTITUTIONS)
@require_safe
def overview(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """An institution: its figures beside the city's, how it is reached, its units."""
    found, basis = _asked(request, organisation_id)
    answer = profiles.overview(request.user, found, basis=basis)
    return _tab(request, found, basis, tab="overview", overview=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def groups(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """The groups of an institution with their sizes, and its programmes."""
    found, basis = _asked(request, organisation_id)
    answer = parts.part("groups", request.user, found, basis=basis)
    return _tab(request, found, basis, tab="groups", profile=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def staff(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """How many work in which role, and which posts are vacant."""
    found, basis = _asked(request, organisation_id)
    answer = parts.part("staff", request.user, found, basis=basis)
    return _tab(request, found, basis, tab="staff", profile=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def sites(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Where an institution works."""
    found, basis = _asked(request, organisation_id)
    answer = profiles.sites_of(request.user, found)
    return _tab(request, found, basis, tab="sites", profile=answer)


@requires(SEE_INSTITUTIONS)
@require_safe
def documents(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Licences, statuses, succession."""
    found, basis = _asked(request, organisation_id)
    answer = profiles.documents_of(found, basis=basis)
    return _tab(request, found, basis, tab="documents", profile=answer)


@requires(SEE_HISTORY)
@require_safe
def history(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Who changed what about an institution, and when."""
    found, basis = _asked(request, organisation_id)
    answer = acts.of(found, page=request.GET.get("page", "1"))
    return _tab(request, found, basis, tab="history", history=answer)


def _asked(request: SignedInRequest, organisation_id: int) -> tuple[Organisation, Evidence]:
    found = access.found(request.user, organisation_id)
    return found, evidence.current(school_year=request.GET.get("school_year", ""))


def _tab(
    request: SignedInRequest, found: Organisation, basis: Evidence, *, tab: str, **page: Any
) -> HttpResponse:
    may = {
        "may_keep_contacts": permissions.KEEP_CONTACTS,
        "may_keep_sites": permissions.KEEP_SITES,
        "may_keep_licences": permissions.KEEP_INSTITUTIONS,
    }
    context = {
        "institution": found,
        "basis": basis,
        "statuses": profiles.statuses(found, on=basis.as_of),
        "tabs": tabs.of(
            request.user, found, current=tab, school_year=request.GET.get("school_year")
        ),
        "in_sight": access.reach(request.user),
        **{name: access.may(request.user, held, found) for name, held in may.items()},
        **page,
    }
    return render(request, f"organisations/{tab}.html", context)
