from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base import access
from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.figures import evidence
from gaisma.record.organisations.queries import lists, profiles
from gaisma.record.organisations.queries.lists import Wish


@requires("organisations.see")
@require_safe
def institutions(request: SignedInRequest) -> HttpResponse:
    """The institutions that the person sees, with their groups, learners and free places."""
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    answer = lists.institutions(request.user, basis=basis, wish=Wish.of(request.GET.dict()))
    return render(request, "organisations/list.html", {"list": answer, "basis": basis})


@requires("organisations.see")
@require_safe
def institution(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """An institution: profile, sites, groups, programmes, staff, vacancies, its history."""
    found = access.found(request.user, organisation_id)
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    answer = profiles.profile(found, basis=basis)
    return render(request, "organisations/institution.html", {"profile": answer})
