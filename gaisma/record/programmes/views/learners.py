from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import access, acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import shown_or_sent
from gaisma.record.people import exports
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.models import Person
from gaisma.record.people.pages.persons import crumbs as person_crumbs
from gaisma.record.people.selectors import asked, today
from gaisma.record.programmes import selectors
from gaisma.record.programmes.actions import enrolments
from gaisma.record.programmes.actions.enrolments import Enrolled
from gaisma.record.programmes.filters import LearnersFilter
from gaisma.record.programmes.forms.learners import (
    EnrolForm,
    EnrolmentForm,
    LeaveForm,
    MoveForm,
)
from gaisma.record.programmes.lists import LearnersTable
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.record.programmes.permissions import KEEP_LEARNERS, SEE_LEARNERS
from gaisma.record.programmes.queries import groups as sizes
from gaisma.record.programmes.queries.learners import earliest_move
from gaisma.record.programmes.views import choosing
from gaisma.record.programmes.views.choosing import Crumbs
from gaisma.record.programmes.views.groups import crumbs as group_crumbs


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
    initial = {"group": group, "from_on": sizes.day_within(group, None)}
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
    initial = {"on": sizes.day_within(row.group, None), "revision": row.revision}
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
