from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gaisma.base import acting
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.quality.selfevaluation import selectors
from gaisma.quality.selfevaluation.actions import appraisals as actions
from gaisma.quality.selfevaluation.forms import appraisals as forms
from gaisma.quality.selfevaluation.permissions import APPRAISE
from gaisma.quality.selfevaluation.views.appraisals import about
from gaisma.record.people.selectors import today


@requires(APPRAISE)
@shown_or_sent
def set_task(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Set a task for the year."""
    row = selectors.appraised(request.user, appraisal_id)
    return acting.asked(
        request,
        forms.TaskForm(sent(request)),
        act=partial(actions.set_task, appraisal=row),
        said=_("The task is set."),
        **about(row, _("Set a task for the year"), _("Save")),
    )


@requires(APPRAISE)
@shown_or_sent
def change_task(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Change a task, or say what came of it."""
    task = selectors.task(request.user, task_id)
    names = ("task", "target", "due_on", "result", "revision")
    said = {True: "yes", False: "no", None: ""}[task.is_met]
    initial = {**{name: getattr(task, name) for name in names}, "is_met": said}
    return acting.asked(
        request,
        forms.TaskChangeForm(sent(request), initial=initial),
        act=partial(actions.change_task, standing=task),
        said=_("The task is changed."),
        **about(task.appraisal, _("Task for the year"), _("Save")),
    )


@requires(APPRAISE)
@shown_or_sent
def talk(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Record a talk about how far the tasks have come."""
    row = selectors.appraised(request.user, appraisal_id)
    return acting.asked(
        request,
        forms.TalkForm(sent(request), initial={"held_on": today()}),
        act=partial(actions.talk, appraisal=row),
        said=_("The talk is recorded."),
        **about(row, _("Record a talk"), _("Save")),
    )
