"""An institution confirms its register."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from gaisma.base import access, acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Installation
from gaisma.workplace.data_quality.queries import findings
from gaisma.workplace.new_year import forms
from gaisma.workplace.new_year.actions import confirmations as actions
from gaisma.workplace.new_year.permissions import CONFIRM
from gaisma.workplace.new_year.queries import confirmations
from gaisma.workplace.new_year.views.lists import year_asked


@requires("new_year.see")
@shown_or_sent
def confirm(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """The numbers of the register, what is open, what changed; and the word that it is right."""
    institution, year = access.found(request.user, organisation_id), year_asked(request)
    as_of = Installation.current().as_of()
    problems = findings.counts(findings.Scope.of_institution(institution, as_of=as_of))
    return acting.asked(
        request,
        forms.ConfirmForm(request.POST or None),
        act=lambda **given: actions.confirm(
            institution=institution,
            school_year=year,
            open_problems={one.key: one.count for one in problems if one.count},
            note=given["note"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("The register is confirmed."),
        leads_to=f"{request.path}?school_year={year}",
        template="new_year/confirm.html",
        title=institution.name,
        year=year,
        may_confirm=access.may(request.user, CONFIRM, institution),
        problems=[one for one in problems if one.count],
        standing=confirmations.standing(institution, year),
        crumbs=[(_("Confirmed registers"), reverse("new_year:confirmations"))],
    )
