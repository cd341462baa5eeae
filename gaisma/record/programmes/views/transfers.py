from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Organisation
from gaisma.record.people.pages.persons import crumbs as person_crumbs
from gaisma.record.people.selectors import asked, today
from gaisma.record.programmes import selectors
from gaisma.record.programmes.actions import transfers
from gaisma.record.programmes.filters import OffersFilter
from gaisma.record.programmes.forms.learners import AcceptForm, OfferForm
from gaisma.record.programmes.lists import OffersTable
from gaisma.record.programmes.models import TransferOffer
from gaisma.record.programmes.permissions import KEEP_LEARNERS, SEE_TRANSFERS
from gaisma.record.programmes.queries.learners import earliest_move
from gaisma.record.programmes.workflow import TRANSFER


def _crumbs() -> tuple[tuple[str, str], ...]:
    return ((_("Transfers"), reverse("programmes:transfers")),)


@requires(SEE_TRANSFERS)
@require_safe
def offer_list(request: SignedInRequest) -> HttpResponse:
    """Learners whom one institution offers another."""
    rows = TransferOffer.objects.visible_to(request.user).select_related(
        "to", "enrolment__person", "enrolment__group__institution"
    )
    return listing.answer(
        request,
        table=OffersTable,
        filters=OffersFilter,
        rows=rows.order_by("-on", "pk"),
        title=_("Transfers"),
        lead=_("Learners whom one institution offers and another accepts."),
        crumbs=((_("Learners"), reverse("programmes:learners")),),
        empty=(_("No offers"), _("A learner is offered from the page of the learner.")),
    )


@requires(KEEP_LEARNERS)
@shown_or_sent
def offer_new(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Offer a learner to another institution."""
    row = selectors.kept_enrolment(request.user, enrolment_id)
    others = Organisation.objects.open_on(today()).exclude(kind="authority")
    institutions = others.exclude(pk=row.group.institution_id).order_by("name")
    return acting.asked(
        request,
        asked(OfferForm, request, institutions=institutions, initial={"on": earliest_move(row)}),
        act=partial(transfers.offer, enrolment=row),
        said=_("The learner is offered; the other institution accepts or declines."),
        title=_("Offer %(learner)s to another institution") % {"learner": row.person},
        button=_("Offer"),
        crumbs=person_crumbs(row.person),
    )


@requires(SEE_TRANSFERS)
@require_safe
def offer(request: SignedInRequest, offer_id: int) -> HttpResponse:
    """One offer, and what can be done about it."""
    row = selectors.offer(request.user, offer_id)
    page = {
        "offer": row,
        "state": TRANSFER.state(row),
        "buttons": TRANSFER.buttons(row, request.user),
        "crumbs": _crumbs(),
    }
    return render(request, "programmes/offer.html", page)


@requires(KEEP_LEARNERS)
@shown_or_sent
def offer_accept(request: SignedInRequest, offer_id: int) -> HttpResponse:
    """Take the learner into a group."""
    row = selectors.offer(request.user, offer_id)
    if not TRANSFER.may(row, "accept", request.user):
        raise PermissionDenied
    groups = selectors.groups_to_join(request.user, on=row.on).filter(
        institution=row.to, programme__stage=row.enrolment.programme.stage
    )
    return acting.asked(
        request,
        asked(AcceptForm, request, groups=groups, initial={"revision": row.revision}),
        act=partial(transfers.accept, offer=row),
        said=_("The learner is accepted."),
        leads_to=row.enrolment.person.get_absolute_url(),
        title=_("Accept %(learner)s") % {"learner": row.enrolment.person},
        button=_("Accept"),
        back=row.get_absolute_url(),
        crumbs=_crumbs(),
    )


@requires(KEEP_LEARNERS)
@require_POST
def offer_decline(request: SignedInRequest, offer_id: int) -> HttpResponse:
    """Do not take the learner."""
    row = selectors.offer(request.user, offer_id)
    return acting.done(
        request,
        partial(transfers.decline, offer=row, revision=row.revision),
        said=_("The offer is declined."),
        leads_to=reverse("programmes:transfers"),
    )


@requires(KEEP_LEARNERS)
@require_POST
def offer_withdraw(request: SignedInRequest, offer_id: int) -> HttpResponse:
    """Take the offer back."""
    row = selectors.offer(request.user, offer_id)
    return acting.done(
        request,
        partial(transfers.withdraw, offer=row, revision=row.revision),
        said=_("The offer is withdrawn."),
        leads_to=reverse("programmes:transfers"),
    )
