from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation, SchoolYear
from gaisma.quality.observations.actions import coverage as actions
from gaisma.quality.observations.filters import CoverageFilter, ObservationsFilter
from gaisma.quality.observations.forms.following import GoalForm
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.permissions import (
    PLAN_OBSERVATIONS,
    SEE_OBSERVATIONS,
    SEE_PICTURE,
    SET_COVERAGE,
)
from gaisma.quality.observations.queries import coverage as counted
from gaisma.quality.observations.queries import own as waiting
from gaisma.quality.observations.queries.years import year_within
from gaisma.quality.observations.tables import CoverageTable, ObservationsTable
from gaisma.quality.observations.views.pages import crumbs
from gaisma.record.people import exports
from gaisma.record.people.selectors import today


@requires(SEE_OBSERVATIONS)
@require_safe
def observations(request: SignedInRequest) -> HttpResponse:
    """The observations that the reader sees."""
    rows: Any = Observation.objects.visible_to(request.user).with_day()
    ways = (
        (_("For me"), reverse("observations:own"), "", SEE_OBSERVATIONS),
        (_("Coverage"), reverse("observations:coverage"), "", SEE_PICTURE),
        (_("The picture"), reverse("observations:picture"), "", SEE_PICTURE),
        (_("Agreement of observers"), reverse("observations:agreement"), "", PLAN_OBSERVATIONS),
        (_("Calibration"), reverse("calibration:list"), "", SEE_OBSERVATIONS),
        (_("Plan an observation"), reverse("observations:plan"), "primary", PLAN_OBSERVATIONS),
    )
    return exports.answer(
        request,
        table=ObservationsTable,
        filters=ObservationsFilter,
        rows=rows.select_related("teacher", "institution", "subject", "group").order_by("-day"),
        title=_("Lesson observations"),
        lead=_("Lessons and activities that were observed, or are going to be."),
        actions=[way[:3] for way in ways if access.may(request.user, way[3])],
        empty=(_("No observations"), _("An observation is planned by who answers for it.")),
    )


@requires(SEE_OBSERVATIONS)
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """What waits for the reader: own lessons, and sheets to fill."""
    page = waiting.page(request.user, on=today())
    return render(request, "observations/own.html", {"page": page, "crumbs": crumbs()})


@requires(SEE_PICTURE)
@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    """How many of their teachers institutions have observed in a term."""
    chosen = request.GET.get("period", "").rpartition("-")[0] or year_within(today())
    set_goal = [(_("Set the goal"), f"{reverse('observations:goal')}?school_year={chosen}")]
    return listing.answer(
        request,
        table=CoverageTable,
        filters=CoverageFilter,
        rows=Organisation.objects.none(),
        title=_("Coverage of observations"),
        lead=_goal_told(chosen),
        actions=set_goal if access.may(request.user, SET_COVERAGE) else [],
        crumbs=crumbs() if access.may(request.user, SEE_OBSERVATIONS) else (),
        empty=(_("No teachers in this term"), _("Choose another term.")),
    )


def _goal_told(school_year: str) -> str:
    goal = counted.goal(school_year)
    if goal is None:
        return _("No goal is set for this school year.")
    told = _("The goal: %(share)s of the teachers of every institution in each term.")
    return told % {"share": wording.percent(goal.percent)}


@requires(SET_COVERAGE)
@shown_or_sent
def set_goal(request: SignedInRequest) -> HttpResponse:
    """Say what share of the teachers is to be observed in each term of a school year."""
    name = request.GET.get("school_year") or year_within(today())
    year = get_object_or_404(SchoolYear, name=name)
    goal = counted.goal(name)
    stands = {"percent": goal.percent, "revision": goal.revision} if goal else {}
    return acting.asked(
        request,
        GoalForm(sent(request), initial=stands),
        act=partial(actions.set_goal, school_year=year),
        said=_("The goal is set."),
        title=_("Goal of the school year %(year)s") % {"year": wording.school_year(name)},
        back=reverse("observations:coverage"),
        crumbs=crumbs(),
    )
