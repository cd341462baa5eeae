from collections.abc import Mapping
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.base.models import Installation, User
from gaisma.quality.wellbeing import actions, queries
from gaisma.quality.wellbeing.forms import CloseForm, PartnerForm
from gaisma.quality.wellbeing.lists import PartnersFilter, PartnersTable
from gaisma.quality.wellbeing.models import PartnerBody
from gaisma.quality.wellbeing.pages.activities import crumbs as way
from gaisma.quality.wellbeing.permissions import KEEP_PARTNERS, SEE
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.selectors import today


@requires(SEE)
@require_safe
def partners(request: SignedInRequest) -> HttpResponse:
    """The bodies with which work is done."""
    may_add = access.may(request.user, KEEP_PARTNERS)
    rows = PartnerBody.objects.visible_to(request.user).select_related("institution")
    return listing.answer(
        request,
        table=PartnersTable,
        filters=PartnersFilter,
        rows=rows.order_by("name", "pk"),
        title=_("Partner bodies"),
        lead=_("Police, social service, employers and others, and whoever is asked there."),
        crumbs=way(),
        actions=[(_("Add a body"), reverse("wellbeing:add_partner"), "primary")] if may_add else [],
        empty=(_("No bodies"), _("None is written down here.")),
    )


@requires(SEE)
@require_safe
def partner(request: SignedInRequest, partner_id: int) -> HttpResponse:
    """One body."""
    row = _found(request.user, partner_id)
    page = {"page": queries.partner_page(row, request.user), "crumbs": crumbs()}
    return render(request, "wellbeing/partner.html", page)


@requires(KEEP_PARTNERS)
@shown_or_sent
def add(request: SignedInRequest) -> HttpResponse:
    """Write down a body."""
    return acting.asked(
        request,
        _form(request),
        act=actions.add_partner,
        said=_("The body is written down."),
        leads_to=PartnerBody.get_absolute_url,
        title=_("Add a body"),
        crumbs=crumbs(),
    )


@requires(KEEP_PARTNERS)
@shown_or_sent
def change(request: SignedInRequest, partner_id: int) -> HttpResponse:
    """Say anew who a body is."""
    row = _found(request.user, partner_id)
    return acting.asked(
        request,
        _form(request, initial=PartnerForm.of(row)),
        act=partial(actions.change_partner, partner=row),
        said=_("The body is changed."),
        title=_("Change the body"),
        crumbs=crumbs(row),
    )


@requires(KEEP_PARTNERS)
@shown_or_sent
def close(request: SignedInRequest, partner_id: int) -> HttpResponse:
    """End the work with a body."""
    row = _found(request.user, partner_id)
    return acting.asked(
        request,
        CloseForm(sent(request), initial={"closed_on": today(), "revision": row.revision}),
        act=partial(actions.close_partner, partner=row),
        said=_("The work with it has ended: it is offered no more."),
        title=_("End the work with the body"),
        lead=row.name,
        button=_("End it"),
        crumbs=crumbs(row),
    )


@requires(KEEP_PARTNERS)
@require_POST
def reopen(request: SignedInRequest, partner_id: int) -> HttpResponse:
    """Go on working with a body."""
    row = _found(request.user, partner_id)
    return acting.done(
        request,
        partial(actions.reopen_partner, partner=row, revision=revision_sent(request)),
        said=_("It is offered again."),
        leads_to=row.get_absolute_url(),
    )


def _form(request: SignedInRequest, *, initial: Mapping[str, object] | None = None) -> PartnerForm:
    authority = Installation.current().authority
    return PartnerForm(
        sent(request),
        places=kept_institutions(request.user),
        for_city=access.may(request.user, KEEP_PARTNERS, authority),
        initial=initial,
    )


def _found(user: User, partner_id: int) -> PartnerBody:
    rows = PartnerBody.objects.visible_to(user).select_related("institution")
    return get_object_or_404(rows, pk=partner_id)


def crumbs(row: PartnerBody | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a body."""
    bodies = (*way(), (_("Partner bodies"), reverse("wellbeing:partners")))
    return (*bodies, (row.name, row.get_absolute_url())) if row else bodies
