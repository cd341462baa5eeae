from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear
from gaisma.evidence.figures.evidence import year_of
from gaisma.quality.inspections import selectors
from gaisma.quality.inspections.actions import planning
from gaisma.quality.inspections.forms.planning import ChangeForm, PlanForm
from gaisma.quality.inspections.permissions import PLAN
from gaisma.quality.inspections.views.pages import crumbs, way
from gaisma.record.people.selectors import today


@requires(PLAN)
@shown_or_sent
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan the inspections of a year in one go."""
    years = SchoolYear.objects.filter(ends_on__gte=today())
    initial = {"school_year": years.filter(name=year_of(today())).first(), "led_by": request.user}
    return acting.asked(
        request,
        PlanForm(sent(request), years=years, initial=initial),
        act=partial(planning.plan_year, on=today()),
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
        ChangeForm(sent(request), initial=ChangeForm.of(row)),
        act=partial(planning.change, inspection=row),
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
        partial(planning.cancel, inspection=row),
        said=_("The inspection is off the plan."),
        leads_to=reverse("inspections:list"),
    )
