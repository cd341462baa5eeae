from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.models import Installation
from gaisma.evidence.figures import evidence
from gaisma.workplace.calendar import tables
from gaisma.workplace.calendar.queries import entries, months


def ways(request: SignedInRequest) -> list[dict[str, object]]:
    """The ways to look at the calendar, for the chips above it."""
    shown = [
        (_("Month"), reverse("calendar:month")),
        (_("List"), reverse("calendar:agenda")),
        (_("School year"), reverse("calendar:year")),
    ]
    if access.may(request.user, "calendar.see_missing"):
        shown.append((_("Deadlines"), reverse("calendar:deadlines")))
    return [
        {"title": title, "address": address, "is_current": request.path == address}
        for title, address in shown
    ]


def frame(request: SignedInRequest) -> dict[str, Any]:
    """What every page of the calendar knows."""
    return {
        "ways": ways(request),
        "may_plan": access.may(request.user, "calendar.keep_measures"),
        "may_set": access.may(request.user, "calendar.keep_deadlines"),
    }


@requires("calendar.see")
@require_safe
def month(request: SignedInRequest) -> HttpResponse:
    """A month of the calendar, day by day."""
    on = Installation.current().as_of()
    first = months.parsed(request.GET.get("month", ""), otherwise=on)
    page = months.month(request.user, first, on=on)
    return render(request, "calendar/month.html", {"month": page, **frame(request)})


@requires("calendar.see")
@require_safe
def agenda(request: SignedInRequest) -> HttpResponse:
    """The calendar as a list, from today on."""
    on = Installation.current().as_of()
    start = int(evidence.year_of(on)[:4])
    found = entries.between(request.user, date(start - 1, 9, 1), date(start + 1, 8, 31), on=on)
    return listing.answer(
        request,
        table=tables.Agenda,
        filters=tables.AgendaFilters,
        rows=list(found),
        title=_("Calendar"),
        template="calendar/agenda.html",
        empty=(_("Nothing stands in the calendar"), _("The authority plans the year's measures.")),
        **frame(request),
    )


@requires("calendar.see")
@require_safe
def year(request: SignedInRequest) -> HttpResponse:
    """The months of a school year beside each other."""
    on = Installation.current().as_of()
    known = evidence.school_years()
    asked = request.GET.get("school_year", "")
    school_year = asked if asked in known else evidence.year_of(on)
    context = {
        "school_year": school_year,
        "options": [(name, name == school_year) for name in known],
        "months": months.year(request.user, school_year, on=on),
        **frame(request),
    }
    return render(request, "calendar/year.html", context)
