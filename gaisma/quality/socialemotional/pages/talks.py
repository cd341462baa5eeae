"""Talks with families: entered, planned, held, taken back."""

from functools import partial

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.socialemotional import actions
from gaisma.quality.socialemotional.forms import TalkForm
from gaisma.quality.socialemotional.models import Talk
from gaisma.quality.socialemotional.pages.shared import class_address, class_seen, to_class
from gaisma.quality.socialemotional.permissions import ENTER
from gaisma.quality.socialemotional.terms import USUALLY
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Enrolment, Group


@requires(ENTER)
@require_POST
def talk_today(request: SignedInRequest, group_id: int, person_id: int) -> HttpResponse:
    """Enter that a talk was held today with the family of a learner."""
    group = class_seen(request, group_id)
    learner = get_object_or_404(_learners(group), pk=person_id)
    act = partial(
        actions.note_talk, group=group, learner=learner, on=today(), took_part=list(USUALLY)
    )
    return acting.done(request, act, said=_("The talk is entered."), leads_to=class_address(group))


@requires(ENTER)
@shown_or_sent
def note_talk(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Enter a talk that was held on some day."""
    group = class_seen(request, group_id)
    return acting.asked(
        request,
        _talk_form(request, group, on=today()),
        act=partial(actions.note_talk, group=group),
        said=_("The talk is entered."),
        title=_("Enter a talk with a family"),
        lead=_only_that(),
        crumbs=to_class(group),
    )


@requires(ENTER)
@shown_or_sent
def plan_talk(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Plan a talk."""
    group = class_seen(request, group_id)
    return acting.asked(
        request,
        _talk_form(request, group),
        act=partial(actions.plan_talk, group=group),
        said=_("The talk is planned."),
        title=_("Plan a talk with a family"),
        lead=_only_that(),
        crumbs=to_class(group),
    )


@requires(ENTER)
@require_POST
def hold_talk(request: SignedInRequest, family_talk_id: int) -> HttpResponse:
    """Say that a planned talk took place."""
    row = _talk(request, family_talk_id)
    act = partial(actions.hold_talk, talk=row, revision=revision_sent(request))
    return acting.done(
        request, act, said=_("The talk is entered."), leads_to=class_address(row.group)
    )


@requires(ENTER)
@require_POST
def undo_talk(request: SignedInRequest, family_talk_id: int) -> HttpResponse:
    """Take back a talk."""
    row = _talk(request, family_talk_id)
    act = partial(actions.undo_talk, talk=row, revision=revision_sent(request))
    return acting.done(
        request, act, said=_("The talk is taken back."), leads_to=class_address(row.group)
    )


def _talk(request: SignedInRequest, family_talk_id: int) -> Talk:
    rows = Talk.objects.visible_to(request.user).select_related(
        "group__institution", "group__school_year"
    )
    return get_object_or_404(rows, pk=family_talk_id)


def _learners(group: Group) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=Enrolment.objects.filter(group=group).values("person"))


def _talk_form(request: SignedInRequest, group: Group, **initial: object) -> TalkForm:
    asked = request.GET.get("learner", "")
    given = {**initial, "learner": asked} if asked.isdecimal() else initial
    return TalkForm(sent(request), learners=_learners(group), initial=given)


def _only_that() -> str:
    return _("Only that the talk took place is written, and nothing of what was said.")
