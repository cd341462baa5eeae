"""What the authority asks for, by school year."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.analytics.moments import school_year_of
from gaisma.base import acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear
from gaisma.quality.socialemotional import actions, norms
from gaisma.quality.socialemotional.forms import NormForm
from gaisma.quality.socialemotional.lists import (
    NormsTable,
)
from gaisma.quality.socialemotional.models import Norm
from gaisma.quality.socialemotional.pages.shared import way
from gaisma.quality.socialemotional.permissions import SET_NORMS
from gaisma.record.people.selectors import today


@requires(SET_NORMS)
@require_safe
def norms_page(request: SignedInRequest) -> HttpResponse:
    """What the authority asks for, by school year."""
    return listing.answer(
        request,
        table=NormsTable,
        rows=Norm.objects.select_related("school_year").order_by("-school_year__starts_on"),
        title=_("Norms of social and emotional learning"),
        lead=_("A norm holds from its school year on, until another one follows."),
        actions=[(_("Set a norm"), reverse("socialemotional:set_norm"), "primary")],
        crumbs=way(),
        empty=(_("No norm is set"), _("Ten lessons a class and two talks a family are asked for.")),
    )


@requires(SET_NORMS)
@shown_or_sent
def set_norm(request: SignedInRequest) -> HttpResponse:
    """Say what is asked for from a school year on."""
    free = SchoolYear.objects.exclude(pk__in=Norm.objects.values("school_year"))
    asked = norms.asked(school_year_of(today()))
    initial = {"lessons": asked.lessons, "talks": asked.talks} if asked else {}
    return _norm_asked(request, NormForm(sent(request), years=free, initial=initial))


@requires(SET_NORMS)
@shown_or_sent
def change_norm(request: SignedInRequest, norm_id: int) -> HttpResponse:
    """Say anew what is asked for."""
    row = get_object_or_404(Norm, pk=norm_id)
    own = SchoolYear.objects.filter(pk=row.school_year_id)
    return _norm_asked(request, NormForm(sent(request), years=own, initial=NormForm.of(row)))


def _norm_asked(request: SignedInRequest, form: NormForm) -> HttpResponse:
    return acting.asked(
        request,
        form,
        act=actions.set_norm,
        said=_("The norm is set."),
        title=_("Norm of social and emotional learning"),
        crumbs=way((_("Norms"), reverse("socialemotional:norms"))),
    )
