from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.figures import evidence
from gaisma.evidence.interop.permissions import SEE_TABLES
from gaisma.record.organisations.lists import Institutions, values
from gaisma.record.organisations.permissions import SEE_INSTITUTIONS
from gaisma.record.organisations.queries import lists, maps
from gaisma.record.organisations.queries.lists import Wish


@requires(SEE_INSTITUTIONS)
@require_safe
def institutions(request: SignedInRequest) -> HttpResponse:
    """The institutions that the person sees, with their groups, learners and free places."""
    basis = evidence.current(school_year=request.GET.get("school_year", ""))
    answer = lists.institutions(request.user, basis=basis, wish=Wish.of(request.GET.dict()))
    if request.GET.get("format") in listing.FORMATS:
        rows = [values(line) for line in answer.lines]
        return listing.answer(request, table=Institutions, rows=rows, title=_("Institutions"))
    shown = maps.of_institutions(request.user, ids=(line.id for line in answer.lines))
    page: dict[str, Any] = {"list": answer, "basis": basis, "map": shown}
    page["may_take_out"] = access.may(request.user, SEE_TABLES)
    return render(request, "organisations/list.html", page)
