from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.base.models import Organisation
from gaisma.record.people import exports
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.models import Person
from gaisma.record.people.pages.persons import crumbs as person_crumbs
from gaisma.record.people.selectors import asked, today
from gaisma.record.programmes import queries, selectors
from gaisma.record.programmes.actions import enrolments, transfers
from gaisma.record.programmes.actions.enrolments import Enrolled
from gaisma.record.programmes.forms import (
    AcceptForm,
    EnrolForm,
    EnrolmentForm,
    LeaveForm,
    MoveForm,
    OfferForm,
)
from gaisma.record.programmes.lists import (
    LearnersFilter,
    LearnersTable,
    OffersFilter,
    OffersTable,
    earliest_move,
)
from gaisma.record.programmes.models import Enrolment, Group, TransferOffer
from gaisma.record.programmes.pages import choosing
from gaisma.record.programmes.pages.choosing import Crumbs
from gaisma.record.programmes.pages.groups import crumbs as group_crumbs
from gaisma.record.programmes.permissions import KEEP_LEARNERS, SEE_LEARNERS, SEE_TRANSFERS
from gaisma.record.programmes.workflow import TRANSFER


@requires(SEE_LEARNERS)
@require_safe
def learner_list(request: SignedInRequest) -> HttpResponse:
    """Learners of a school year by name and by where they learn."""
    actions = [(_("Find by a number"), reverse("people:find"))]
    if access.may(request.user, KEEP_LEARNERS):
        actions += [
            (_("Transfers"), reverse("programmes:transfers")),
            (_("New learner"), reverse("programmes:learner_new")),
        ]
    return exports.answer(
        request,
        table=LearnersTable,
        filters=LearnersFilter,
        rows=Person.objects.none(),
        title=_("Learners"),
        actions=actions,
        empty=(
            _("No learners in this school year"),
            _("Choose another school year, take learners in from a file, or enrol somebody."),
        ),
    )


@requires(KEEP_LEARNERS)
@shown_or_sent
def learner_new(request: SignedInRequest) -> HttpResponse:
    """Enrol a learner: from the record by the personal code, or new."""
    back = reverse("programmes:learners")
    title, crumbs = _("New learner"), ((_("Learners"), back),)
    own = kept_institutions(request.user)
    institution = choosing.chosen(request, own)
    if institution is None:
        return choosing.ask(request, own, title=title, crumbs=crumbs)
    groups = selectors.groups_to_join(request.user, on=today()).filter(institution=institution)
    return _enrolling(request, groups, {"from_on": today()}, back=back, crumbs=crumbs)


@requires(KEEP_LEARNERS)
@shown_or_sent
def group_enrol(request: SignedInRequest, group_id: int) -> HttpResponse:
    """The same into a group that is chosen already."""
    group = selectors.kept_group(request.user, group_id, KEEP_LEARNERS)
    groups = selectors.groups_to_join(request.user, on=today()).filter(pk=group.pk)
    initial = {"group": group, "from_on": queries.day_within(group, None)}
    return _enrolling(
        request, groups, initial, back=group.get_absolute_url(), crumbs=group_crumbs(group)
    )


def _enrolling(
    request: SignedInRequest,
    groups: QuerySet[Group],
    initial: dict[str, object],
    *,
    back: str,
    crumbs: Crumbs,
) -> HttpResponse:
    return acting.asked(
        request,
        asked(EnrolForm, request, groups=groups, initial=initial),
        act=lambda **given: _warned(request, enrolments.enrol_called(**EnrolForm.parted(given))),
        said=_("The learner is enrolled."),
        leads_to=lambda enrolled: enrolled.enrolment.person.get_absolute_url(),
        title=_("New learner"),
        button=_("Enrol"),
        back=back,
        crumbs=crumbs,
    )


def _warned(request: SignedInRequest, enrolled: Enrolled) -> Enrolled:
    """Tell what is unusual about what was done."""
    for warning in enrolled.warnings:
        messages.warning(request, warning)
    return enrolled


@requires(KEEP_LEARNERS)
@shown_or_sent
def enrolment_move(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Move a learner to another group of the institution, or of another one that the user keeps."""
    row = selectors.kept_enrolment(request.user, enrolment_id)
    there = choosing.asked_for(request, kept_institutions(request.user)) or row.group.institution
    groups = selectors.groups_to_join(request.user, on=today()).filter(
        programme__stage=row.programme.stage,
        institution=there,
        school_year__starts_on__gte=row.group.school_year.starts_on,
    )
    initial = {"on": earliest_move(row), "revision": row.revision}
    return acting.asked(
        request,
        asked(MoveForm, request, groups=groups.exclude(pk=row.group_id), initial=initial),
        act=lambda group, **given: _warned(
            request, enrolments.transfer(enrolment=row, to=group, **given)
        ),
        said=_("The learner is moved."),
        leads_to=row.person.get_absolute_url(),
        button=_("Move"),
        **_page(row, _("Move %(learner)s to another group")),
        lead=str(there),
    )


@requires(KEEP_LEARNERS)
@require_safe
def enrolment_transfer(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """To which institution: who keeps it too moves at once, otherwise the learner is offered."""
    row = selectors.kept_enrolment(request.user, enrolment_id)
    others = kept_institutions(request.user).filter(
        groups__programme__stage=row.programme.stage, groups__school_year__ends_on__gte=today()
    )
    others = others.exclude(pk=row.group.institution_id).distinct()
    if not others:
        return redirect("programmes:offer_new", row.pk)
    page = _page(row, _("Transfer %(learner)s to another institution"))
    return choosing.ask(
        request,
        others,
        title=str(page["title"]),
        crumbs=person_crumbs(row.person),
        leads_to=reverse("programmes:enrolment_move", args=[row.pk]),
    )


@requires(KEEP_LEARNERS)
@shown_or_sent
def enrolment_leave(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """End an enrolment with its reason."""
    row = selectors.kept_enrolment(request.user, enrolment_id)
    initial = {"on": queries.day_within(row.group, None), "revision": row.revision}
    return acting.asked(
        request,
        asked(LeaveForm, request, initial=initial),
        act=partial(enrolments.withdraw, enrolment=row),
        said=_("The enrolment is ended."),
        leads_to=row.person.get_absolute_url(),
        button=_("End the enrolment"),
        **_page(row, _("%(learner)s leaves the group")),
    )


@requires(KEEP_LEARNERS)
@shown_or_sent
def enrolment_change(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Mend the days, the reason of leaving, the home municipality."""
    row = selectors.kept_enrolment(request.user, enrolment_id)
    initial = {name: getattr(row, name) for name in EnrolmentForm.base_fields}
    return acting.asked(
        request,
        asked(EnrolmentForm, request, initial=initial),
        act=partial(enrolments.change, enrolment=row),
        said=_("The enrolment is changed."),
        leads_to=row.person.get_absolute_url(),
        **_page(row, _("Change the enrolment of %(learner)s")),
    )


def _page(row: Enrolment, title: str) -> dict[str, Any]:
    return {
        "title": title % {"learner": row.person},
        "back": row.person.get_absolute_url(),
        "crumbs": (*person_crumbs(row.person), (row.group.name, row.group.get_absolute_url())),
    }


def _crumbs_of_offers() -> tuple[tuple[str, str], ...]:
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
        "crumbs": _crumbs_of_offers(),
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
        crumbs=_crumbs_of_offers(),
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
