"""Lessons of a class: entered, planned, held, taken back."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.socialemotional import actions
from gaisma.quality.socialemotional.forms import LessonForm
from gaisma.quality.socialemotional.models import Lesson
from gaisma.quality.socialemotional.pages.shared import class_address, class_seen, to_class
from gaisma.quality.socialemotional.permissions import ENTER
from gaisma.quality.socialemotional.terms import TOPICS
from gaisma.record.people.selectors import today


@requires(ENTER)
@require_POST
def lesson_today(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Enter today's lesson by its topic."""
    group = class_seen(request, group_id)
    topic = request.POST.get("topic", "")
    if topic not in TOPICS.codes:
        raise Http404
    act = partial(actions.note_lesson, group=group, on=today(), topic=topic)
    return acting.done(
        request, act, said=_("The lesson is entered."), leads_to=class_address(group)
    )


@requires(ENTER)
@shown_or_sent
def note_lesson(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Enter a lesson that took place on some day."""
    group = class_seen(request, group_id)
    return acting.asked(
        request,
        LessonForm(sent(request), initial={"on": today()}),
        act=partial(actions.note_lesson, group=group),
        said=_("The lesson is entered."),
        title=_("Enter a lesson"),
        crumbs=to_class(group),
    )


@requires(ENTER)
@shown_or_sent
def plan_lesson(request: SignedInRequest, group_id: int) -> HttpResponse:
    """Plan a lesson."""
    group = class_seen(request, group_id)
    return acting.asked(
        request,
        LessonForm(sent(request)),
        act=partial(actions.plan_lesson, group=group),
        said=_("The lesson is planned."),
        title=_("Plan a lesson"),
        crumbs=to_class(group),
    )


@requires(ENTER)
@require_POST
def hold_lesson(request: SignedInRequest, class_lesson_id: int) -> HttpResponse:
    """Say that a planned lesson took place."""
    row = _lesson(request, class_lesson_id)
    act = partial(actions.hold_lesson, lesson=row, revision=revision_sent(request))
    return acting.done(
        request, act, said=_("The lesson is entered."), leads_to=class_address(row.group)
    )


@requires(ENTER)
@require_POST
def undo_lesson(request: SignedInRequest, class_lesson_id: int) -> HttpResponse:
    """Take back a lesson."""
    row = _lesson(request, class_lesson_id)
    act = partial(actions.undo_lesson, lesson=row, revision=revision_sent(request))
    said = _("The lesson is taken back; it stays in the list.")
    return acting.done(request, act, said=said, leads_to=class_address(row.group))


def _lesson(request: SignedInRequest, class_lesson_id: int) -> Lesson:
    rows = Lesson.objects.visible_to(request.user).select_related(
        "group__institution", "group__school_year"
    )
    return get_object_or_404(rows, pk=class_lesson_id)
