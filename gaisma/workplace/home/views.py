from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.figures import evidence
from gaisma.workplace.home import queries


@requires("home.see")
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """The city: its foundation figures, preschool places by institution, vacancies, reports."""
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    return render(request, "home/home.html", {"city": queries.city(request.user, basis=basis)})
