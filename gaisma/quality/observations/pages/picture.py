from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.analytics.moments import days_of, school_year_of
from gaisma.base import access, acting, listing, wording
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation, SchoolYear
from gaisma.evidence.figures import evidence
from gaisma.evidence.figures.evidence import Evidence
from gaisma.quality.observations.actions import observations as actions
from gaisma.quality.observations.forms.observations import GoalForm
from gaisma.quality.observations.forms.picture import AgreementForm, PictureForm
from gaisma.quality.observations.lists import CoverageFilter, CoverageTable
from gaisma.quality.observations.pages.observations import crumbs
from gaisma.quality.observations.permissions import (
    PLAN_OBSERVATIONS,
    SEE_OBSERVATIONS,
    SEE_PICTURE,
    SET_COVERAGE,
)
from gaisma.quality.observations.queries import coverage as counting
from gaisma.quality.observations.queries import picture as pictures
from gaisma.record.people.selectors import today


@requires(SEE_PICTURE)
@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    """How many of their teachers institutions have observed in a term."""
    chosen = request.GET.get("period", "").rpartition("-")[0] or school_year_of(today())
    set_goal = [(_("Set the goal"), f"{reverse('observations:goal')}?school_year={chosen}")]
    return listing.answer(
        request,
        table=CoverageTable,
        filters=CoverageFilter,
        rows=Organisation.objects.none(),
        title=_("Coverage of observations"),
        lead=_goal_in_words(chosen),
        actions=set_goal if access.may(request.user, SET_COVERAGE) else [],
        crumbs=crumbs() if access.may(request.user, SEE_OBSERVATIONS) else (),
        empty=(_("No teachers in this term"), _("Choose another term.")),
    )


def _goal_in_words(school_year: str) -> str:
    goal = counting.goal(school_year)
    if goal is None:
        return _("No goal is set for this school year.")
    told = _("The goal: %(share)s of the teachers of every institution in each term.")
    return told % {"share": wording.percent(goal.percent)}


@requires(SET_COVERAGE)
@shown_or_sent
def set_goal(request: SignedInRequest) -> HttpResponse:
    """Say what share of the teachers is to be observed in each term of a school year."""
    name = request.GET.get("school_year") or school_year_of(today())
    year = get_object_or_404(SchoolYear, name=name)
    goal = counting.goal(name)
    stands = {"percent": goal.percent, "revision": goal.revision} if goal else {}
    return acting.asked(
        request,
        GoalForm(sent(request), initial=stands),
        act=partial(actions.set_coverage_goal, school_year=year),
        said=_("The goal is set."),
        title=_("Goal of the school year %(year)s") % {"year": wording.school_year(name)},
        back=reverse("observations:coverage"),
        crumbs=crumbs(),
    )


@requires(SEE_PICTURE)
@require_safe
def picture(request: SignedInRequest) -> HttpResponse:
    """How many of the observations meet each criterion: beside each other, and over years."""
    form = PictureForm(request.GET)
    basis = evidence.current(school_year=form.year)
    page = {
        "form": form,
        "basis": basis,
        "beside": _beside(form, basis),
        "years": pictures.over_years(form.rated_with, form.chosen, basis=basis),
        "crumbs": crumbs() if access.may(request.user, SEE_OBSERVATIONS) else (),
    }
    return render(request, "observations/picture.html", page)


def _beside(form: PictureForm, basis: Evidence) -> pictures.Picture:
    if not form.beside:
        return pictures.of_sides(form.rated_with, form.chosen, sides=form.sides, basis=basis)
    return pictures.of_values(
        form.rated_with, form.chosen, dimension=form.beside, titles=form.values, basis=basis
    )


@requires(PLAN_OBSERVATIONS)
@require_safe
def agreement(request: SignedInRequest) -> HttpResponse:
    """How far observers agree who rated the same lesson, of those that the reader sees."""
    form = AgreementForm(request.GET, versions=pictures.versions(request.user))
    version = form.rated_with
    compared = version and pictures.compared(
        request.user,
        version=version,
        between=days_of(form.year),
        language=get_language() or "",
    )
    page = {"form": form, "compared": compared, "crumbs": crumbs()}
    return render(request, "observations/agreement.html", page)
