from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation, Organisation
from gaisma.base.models.organisations import OrganisationQuerySet
from gaisma.record.governance import kinds as governance
from gaisma.workplace.calendar.actions import measures as actions
from gaisma.workplace.calendar.forms import MeasureForm
from gaisma.workplace.calendar.kinds import MEASURES, REPEATS
from gaisma.workplace.calendar.models import Measure
from gaisma.workplace.calendar.queries import entries


def crumbs(*rows: Measure) -> list[tuple[str, str]]:
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
        "crumbs": crumbs(),
    }
    return render(request, "calendar/measure.html", context)


@requires("calendar.keep_measures")
@shown_or_sent
def plan(request: SignedInRequest) -> HttpResponse:
    """Put a measure into the calendar."""
    organisations = _own(request)
    initial = {"organisation": organisations.first(), "from_on": request.GET.get("day", "")}
    form = MeasureForm(sent(request), initial=initial, organisations=organisations)
    return acting.asked(
        request,
        form,
        act=actions.plan,
        said=_("The measure stands in the calendar."),
        leads_to=Measure.get_absolute_url,
        title=_("Plan a measure"),
        button=_("Put it into the calendar"),
        crumbs=crumbs(),
    )


@requires("calendar.keep_measures")
@shown_or_sent
def change(request: SignedInRequest, measure_id: int) -> HttpResponse:
    """Move or rewrite a measure."""
    found = entries.measure(request.user, measure_id)
    form = MeasureForm(sent(request), initial=MeasureForm.of(found), organisations=_own(request))
    # Whose it is stays: another's measure is another measure.
    form.fields.pop("organisation")
    return acting.asked(
        request,
        form,
        act=partial(actions.change, measure=found),
        said=_("The measure has been changed."),
        leads_to=Measure.get_absolute_url,
        title=_("Change the measure"),
        crumbs=crumbs(found),
    )


@requires("calendar.keep_measures")
@shown_or_sent
def call_off(request: SignedInRequest, measure_id: int) -> HttpResponse:
    """Take a measure out of the calendar."""
    found = entries.measure(request.user, measure_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.call_off, measure=found),
        said=_("The measure has been called off."),
        leads_to=reverse("calendar:month"),
        title=_("Call the measure off?"),
        lead=_("It leaves the calendars of all whom it concerns, with all its repetitions."),
        button=_("Call off the measure"),
        danger=True,
        crumbs=crumbs(found),
    )
