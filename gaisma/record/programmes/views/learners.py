from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gaisma.base import access, acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.record.people import exports
from gaisma.record.people.found import asked, today
from gaisma.record.people.models import Person
from gaisma.record.people.views.persons import address as person_address
from gaisma.record.people.views.persons import crumbs as person_crumbs
from gaisma.record.programmes import found
from gaisma.record.programmes.actions import enrolments
from gaisma.record.programmes.actions.enrolments import Enrolled
from gaisma.record.programmes.filters import LearnersFilter
from gaisma.record.programmes.forms.learners import (
    EnrolForm,
    EnrolmentForm,
    LeaveForm,
    MoveForm,
)
from gaisma.record.programmes.models import Enrolment, Group
from gaisma.record.programmes.permissions import KEEP_LEARNERS, SEE_LEARNERS
from gaisma.record.programmes.queries import groups as sizes
from gaisma.record.programmes.tables import LearnersTable
from gaisma.record.programmes.views.groups import ASKED, address, crumbs


@requires(SEE_LEARNERS)
@never_cache
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
@never_cache
@ASKED
def learner_new(request: SignedInRequest) -> HttpResponse:
    """Enrol a learner: from the record by the personal code, or new."""
    return _enrolling(request, None)


@requires(KEEP_LEARNERS)
@never_cache
@ASKED
def group_enrol(request: SignedInRequest, group_id: int) -> HttpResponse:
    """The same into a group that is chosen already."""
    return _enrolling(request, found.kept_group(request.user, group_id, KEEP_LEARNERS))


def _enrolling(request: SignedInRequest, group: Group | None) -> HttpResponse:
    kept = found.groups_to_join(request.user, on=today())
    groups = kept.filter(pk=group.pk) if group else kept
    initial = {"group": group, "from_on": sizes.day_within(group, None) if group else today()}
    back = address(group) if group else reverse("programmes:learners")
    return acting.asked(
        request,
        asked(EnrolForm, request, groups=groups, initial=initial),
        act=lambda given: _warned(
            request,
            enrolments.enrol_called(by=request.user, at=timezone.now(), **EnrolForm.parted(given)),
        ),
        said=_("The learner is enrolled."),
        leads_to=lambda enrolled: person_address(enrolled.enrolment.person),
        title=_("New learner"),
        button=_("Enrol"),
        back=back,
        crumbs=crumbs(group) if group else ((_("Learners"), back),),
    )


def _warned(request: SignedInRequest, enrolled: Enrolled) -> Enrolled:
    """Tell what is unusual about what was done."""
    for warning in enrolled.warnings:
        messages.warning(request, warning)
    return enrolled


@requires(KEEP_LEARNERS)
@never_cache
@ASKED
def enrolment_move(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Move a learner to another group; whoever keeps both may move to another institution."""
    row = found.kept_enrolment(request.user, enrolment_id)
    groups = found.groups_to_join(request.user, on=today()).filter(
        programme__stage=row.programme.stage
    )
    initial = {"on": today(), "revision": row.revision}
    return acting.asked(
        request,
        asked(MoveForm, request, groups=groups.exclude(pk=row.group_id), initial=initial),
        act=lambda given: _warned(
            request,
            enrolments.transfer(
                enrolment=row, to=given.pop("group"), by=request.user, at=timezone.now(), **given
            ),
        ),
        said=_("The learner is moved."),
        leads_to=person_address(row.person),
        button=_("Move"),
        lead=_("To an institution that you do not keep, offer the learner instead."),
        **_page(row, _("Move %(learner)s to another group")),
    )


@requires(KEEP_LEARNERS)
@never_cache
@ASKED
def enrolment_leave(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """End an enrolment with its reason."""
    row = found.kept_enrolment(request.user, enrolment_id)
    initial = {"on": sizes.day_within(row.group, None), "revision": row.revision}
    return acting.asked(
        request,
        asked(LeaveForm, request, initial=initial),
        act=lambda given: enrolments.withdraw(
            enrolment=row, by=request.user, at=timezone.now(), **given
        ),
        said=_("The enrolment is ended."),
        leads_to=person_address(row.person),
        button=_("End the enrolment"),
        **_page(row, _("%(learner)s leaves the group")),
    )


@requires(KEEP_LEARNERS)
@never_cache
@ASKED
def enrolment_change(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Mend the days, the reason of leaving, the home municipality."""
    row = found.kept_enrolment(request.user, enrolment_id)
    initial = {name: getattr(row, name) for name in EnrolmentForm.base_fields}
    return acting.asked(
        request,
        asked(EnrolmentForm, request, initial=initial),
        act=lambda given: enrolments.change(
            enrolment=row, by=request.user, at=timezone.now(), **given
        ),
        said=_("The enrolment is changed."),
        leads_to=person_address(row.person),
        button=_("Save"),
        **_page(row, _("Change the enrolment of %(learner)s")),
    )


def _page(row: Enrolment, title: str) -> dict[str, object]:
    return {
        "title": title % {"learner": row.person},
        "back": person_address(row.person),
        "crumbs": (*person_crumbs(row.person), (row.group.name, address(row.group))),
    }
