from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gaisma.base import clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.figures import evidence
from gaisma.workplace.home import queries
from gaisma.workplace.home.board import reader


@requires("home.see")
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What is due, what changed, what comes, and the figures that matter to the role."""
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    found = reader(request.user, institution=request.GET.get("institution", ""))
    page = queries.home(request.user, reader=found, basis=basis, at=clock.now())
    return render(request, "home/home.html", {"home": page})
