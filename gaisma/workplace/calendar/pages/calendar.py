"""The calendar by month, year and as a list, and the measures in it."""

from datetime import date
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation, Organisation
from gaisma.base.models.organisations import OrganisationQuerySet
from gaisma.evidence.figures import evidence
from gaisma.record.governance import kinds as governance
from gaisma.workplace.calendar import actions, lists
from gaisma.workplace.calendar.forms import MeasureForm
from gaisma.workplace.calendar.models import MEASURES, REPEATS, Measure
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
        table=lists.Agenda,
        filters=lists.AgendaFilters,
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


def measure_crumbs(*rows: Measure) -> list[tuple[str, str]]:
    """The way to a page about a measure."""
    return [
        (_("Calendar"), reverse("calendar:month")),
        *((row.title, row.get_absolute_url()) for row in rows),
    ]


def _own(request: SignedInRequest) -> OrganisationQuerySet:
    """Whose measures the person plans: the authority first."""
    reach = access.reach(request.user, "specialist", "manager", "head", "deputy")
    on = Installation.current().as_of()
    return Organisation.objects.open_on(on).filter(pk__in=reach).order_by("parent_id", "name")


@requires("calendar.see")
@require_safe
def measure(request: SignedInRequest, measure_id: int) -> HttpResponse:
    """A measure: when, where, for whom, who answers for it."""
    found = entries.measure(request.user, measure_id)
    context = {
        "measure": found,
        "kind": _(MEASURES[found.kind]),
        "repeats": _(REPEATS[found.repeats]) if found.repeats else "",
        "audience": governance.listed(found.audience_kinds, found.audience_roles),
        "may_keep": access.may(request.user, "calendar.keep_measures", found.organisation),
        "crumbs": measure_crumbs(),
    }
    return render(request, "calendar/measure.html", context)


@requires("calendar.keep_measures")
@shown_or_sent
def plan_measure(request: SignedInRequest) -> HttpResponse:
    """Put a measure into the calendar."""
    organisations = _own(request)
    initial = {"organisation": organisations.first(), "from_on": request.GET.get("day", "")}
    form = MeasureForm(sent(request), initial=initial, organisations=organisations)
    return acting.asked(
        request,
        form,
        act=actions.plan_measure,
        said=_("The measure stands in the calendar."),
        leads_to=Measure.get_absolute_url,
        title=_("Plan a measure"),
        button=_("Put it into the calendar"),
        crumbs=measure_crumbs(),
    )


@requires("calendar.keep_measures")
@shown_or_sent
def change_measure(request: SignedInRequest, measure_id: int) -> HttpResponse:
    """Move or rewrite a measure."""
    found = entries.measure(request.user, measure_id)
    form = MeasureForm(sent(request), initial=MeasureForm.of(found), organisations=_own(request))
    # Whose it is stays: another's measure is another measure.
    form.fields.pop("organisation")
    return acting.asked(
        request,
        form,
        act=partial(actions.change_measure, measure=found),
        said=_("The measure has been changed."),
        leads_to=Measure.get_absolute_url,
        title=_("Change the measure"),
        crumbs=measure_crumbs(found),
    )


@requires("calendar.keep_measures")
@shown_or_sent
def call_off_measure(request: SignedInRequest, measure_id: int) -> HttpResponse:
    """Take a measure out of the calendar."""
    found = entries.measure(request.user, measure_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.call_off_measure, measure=found),
        said=_("The measure has been called off."),
        leads_to=reverse("calendar:month"),
        title=_("Call the measure off?"),
        lead=_("It leaves the calendars of all whom it concerns, with all its repetitions."),
        button=_("Call off the measure"),
        danger=True,
        crumbs=measure_crumbs(found),
    )
