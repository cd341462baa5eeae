from datetime import datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gaisma.base import clock, searching
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.workplace.search import queries
from gaisma.workplace.search.permissions import SEARCH

ASKED = "search"
KEPT = timedelta(hours=1)
"""So long does a session keep what was last looked for."""


@requires(SEARCH)
@shown_or_sent
def search(request: SignedInRequest) -> HttpResponse:
    """Look for something; the words may be a name and never stand in an address."""
    now = timezone.now()
    if request.method == "POST":
        words = request.POST.get("q", "").strip()[: searching.LONGEST]
        request.session[ASKED] = {"words": words, "at": now.isoformat()}
        return redirect("search:search")
    answer = queries.results(
        request.user, _asked(request, at=now), at=clock.here(now), only=request.GET.get("in", "")
    )
    return render(request, "search/search.html", {"results": answer})


def _asked(request: SignedInRequest, *, at: datetime) -> str:
    """What was last looked for, while it is kept."""
    kept = request.session.get(ASKED)
    if not kept:
        return ""
    if datetime.fromisoformat(kept["at"]) < at - KEPT:
        del request.session[ASKED]
        return ""
    return str(kept["words"])
