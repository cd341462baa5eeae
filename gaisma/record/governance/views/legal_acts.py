from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Installation
from gaisma.record.governance import queries, tables
from gaisma.record.governance.actions import legal_acts
from gaisma.record.governance.forms import ActForm
from gaisma.record.governance.models import Act


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Legal acts"), reverse("governance:acts"))]


@requires("governance.see_acts")
@require_safe
def acts(request: SignedInRequest) -> HttpResponse:
    """The register of acts that bind the year."""
    may_keep = access.may(request.user, "governance.keep_acts")
    entering = [(_("Enter an act"), reverse("governance:enter_act"))]
    return listing.answer(
        request,
        table=tables.Acts,
        filters=tables.ActFilters,
        rows=queries.acts(),
        title=_("Legal acts"),
        lead=_("Acts that bind the year: what they change, from when, and what is to be done."),
        actions=entering if may_keep else [],
        empty=(_("No act has been entered yet"), _("The authority enters the acts of the year.")),
    )


@requires("governance.see_acts")
@require_safe
def act(request: SignedInRequest, act_id: int) -> HttpResponse:
    """An act: what it changes, whom it binds, what follows from it."""
    on = Installation.current().as_of()
    page = queries.act_page(act_id, user=request.user, on=on)
    may_keep = access.may(request.user, "governance.keep_acts")
    context = {"page": page, "may_keep": may_keep, "crumbs": _crumbs()}
    return render(request, "governance/act.html", context)


@requires("governance.keep_acts")
@shown_or_sent
def enter(request: SignedInRequest) -> HttpResponse:
    """Enter an act in the register."""
    return acting.asked(
        request,
        ActForm(sent(request)),
        act=legal_acts.enter,
        said=_("The act is in the register."),
        leads_to=Act.get_absolute_url,
        title=_("Enter an act"),
        button=_("Enter the act"),
        crumbs=_crumbs(),
    )


@requires("governance.keep_acts")
@shown_or_sent
def change(request: SignedInRequest, act_id: int) -> HttpResponse:
    """Write what is known about an act."""
    found = get_object_or_404(Act, pk=act_id)
    return acting.asked(
        request,
        ActForm(sent(request), initial=ActForm.of(found)),
        act=partial(legal_acts.change, act=found),
        said=_("The act has been changed."),
        leads_to=Act.get_absolute_url,
        title=_("Change the act"),
        crumbs=[*_crumbs(), (found.title, found.get_absolute_url())],
    )


@requires("governance.keep_acts")
@shown_or_sent
def remove(request: SignedInRequest, act_id: int) -> HttpResponse:
    """Take an act that was entered by mistake out of the register."""
    found = get_object_or_404(Act, pk=act_id)
    return acting.asked(
        request,
        Form(sent(request)),
        act=partial(legal_acts.remove, act=found),
        said=_("The act is no longer in the register."),
        leads_to=reverse("governance:acts"),
        title=_("Take the act out of the register?"),
        lead=_("Only what was entered by mistake. An act that has ended gets a last day instead."),
        button=_("Take it out"),
        danger=True,
        crumbs=[*_crumbs(), (found.title, found.get_absolute_url())],
    )
