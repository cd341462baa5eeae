"""Pages that look at many observations together: never at one teacher."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from gaisma.base import access
from gaisma.base.access import SignedInRequest, requires
from gaisma.evidence.figures import evidence
from gaisma.evidence.figures.evidence import Evidence
from gaisma.quality.observations.forms.looking import AgreementForm, PictureForm
from gaisma.quality.observations.permissions import (
    PLAN_OBSERVATIONS,
    SEE_OBSERVATIONS,
    SEE_PICTURE,
)
from gaisma.quality.observations.queries import agreement as agreeing
from gaisma.quality.observations.queries import picture as looking
from gaisma.quality.observations.queries.years import days_of
from gaisma.quality.observations.views.pages import crumbs


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
        "years": looking.over_years(form.rated_with, form.chosen, basis=basis),
        "crumbs": crumbs() if access.may(request.user, SEE_OBSERVATIONS) else (),
    }
    return render(request, "observations/picture.html", page)


def _beside(form: PictureForm, basis: Evidence) -> looking.Picture:
    if not form.beside:
        return looking.of_sides(form.rated_with, form.chosen, sides=form.sides, basis=basis)
    return looking.of_values(
        form.rated_with, form.chosen, dimension=form.beside, titles=form.values, basis=basis
    )


@requires(PLAN_OBSERVATIONS)
@require_safe
def agreement(request: SignedInRequest) -> HttpResponse:
    """How far observers agree who rated the same lesson, of those that the reader sees."""
    form = AgreementForm(request.GET, versions=agreeing.versions(request.user))
    version = form.rated_with
    compared = version and agreeing.compared(
        request.user,
        version=version,
        between=days_of(form.year),
        language=get_language() or "",
    )
    page = {"form": form, "compared": compared, "crumbs": crumbs()}
    return render(request, "observations/agreement.html", page)
