from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, clock, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear
from gaisma.evidence.figures.evidence import year_of
from gaisma.quality.inspections import queries, selectors
from gaisma.quality.inspections.actions import inspections as actions
from gaisma.quality.inspections.forms import FINISH, InspectionChangeForm, PlanForm, SheetForm
from gaisma.quality.inspections.lists import InspectionsFilter, InspectionsTable
from gaisma.quality.inspections.models import Inspection
from gaisma.quality.inspections.permissions import INSPECT, PLAN, SEE
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
    page = queries.inspection_page(row, request.user, today=today())
    return render(request, "inspections/inspection.html", {"page": page, "crumbs": way()})


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
        rows=queries.inspections(request.user, today=today()),
        title=_("Inspections of readiness"),
        lead=_("Before the school year a commission looks whether every institution is ready."),
        actions=ways,
        empty=(
            _("No inspections"),
            _("The authority plans them for all institutions in one go."),
        ),
    )


@requires(PLAN)
@shown_or_sent
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan the inspections of a year in one go."""
    years = SchoolYear.objects.filter(ends_on__gte=today())
    initial = {"school_year": years.filter(name=year_of(today())).first(), "led_by": request.user}
    return acting.asked(
        request,
        PlanForm(sent(request), years=years, initial=initial),
        act=partial(actions.plan_year, on=today()),
        said=_("The inspections are on the plan: change days and commissions where needed."),
        title=_("Plan the inspections of a year"),
        lead=_(
            "Every institution without an inspection gets a working day from 19 August to "
            "5 September, spread evenly; days and commissions can be changed one by one."
        ),
        button=_("Plan"),
        crumbs=way(),
    )


@requires(PLAN)
@shown_or_sent
def change(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Change the day and the commission."""
    row = selectors.taken(request.user, inspection_id, "change")
    return acting.asked(
        request,
        InspectionChangeForm(sent(request), initial=InspectionChangeForm.of(row)),
        act=partial(actions.change, inspection=row),
        said=_("The plan is changed."),
        title=_("Change day and commission"),
        lead=str(row.institution),
        crumbs=crumbs(row),
    )


@requires(PLAN)
@require_POST
def cancel(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """Take an inspection off the plan."""
    row = selectors.taken(request.user, inspection_id, "cancel")
    return acting.done(
        request,
        partial(actions.cancel, inspection=row),
        said=_("The inspection is off the plan."),
        leads_to=reverse("inspections:list"),
    )


WAYS = {
    "defect": "inspections:write_down",
    "photo": "inspections:take",
    "keep": "inspections:sheet",
}
"""Where the buttons that keep the sheet lead on."""


@requires(INSPECT)
@shown_or_sent
def sheet(request: SignedInRequest, inspection_id: int) -> HttpResponse:
    """The sheet: kept while it is filled in, and finished."""
    row = selectors.taken(request.user, inspection_id, "fill")
    form = SheetForm(sent(request), inspection=row)
    act = request.POST.get("act", "")
    finished = _("Filled in: the head of the commission can sign the act now.")
    return acting.asked(
        request,
        form,
        act=lambda by, at, **given: _written(request, row, form, given),
        said=finished if act == FINISH else _("The sheet is saved; it is not finished yet."),
        leads_to=reverse(WAYS[act], args=[row.pk]) if act in WAYS else row.get_absolute_url(),
        template="inspections/sheet.html",
        inspection=row,
        crumbs=crumbs(row),
    )


def _written(
    request: SignedInRequest, row: Inspection, form: SheetForm, given: dict[str, Any]
) -> Inspection:
    common: dict[str, Any] = {"revision": given["revision"], "answers": given["answers"]}
    common |= {"inspection": row, "by": request.user, "at": clock.now()}
    if form.is_complete:
        return actions.finish_sheet(on=given["on"], language=form.language, **common)
    return actions.keep_sheet(**common)
