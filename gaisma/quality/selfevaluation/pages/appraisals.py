from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, audit, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import SchoolYear, User
from gaisma.quality.selfevaluation import audited, forms, policies, selectors
from gaisma.quality.selfevaluation.actions import appraisals as actions
from gaisma.quality.selfevaluation.lists import AppraisalsFilter, AppraisalsTable
from gaisma.quality.selfevaluation.models import Appraisal, AppraisalTask, ProgressTalk
from gaisma.quality.selfevaluation.permissions import APPRAISE, OPEN_APPRAISALS, SEE_APPRAISALS
from gaisma.quality.selfevaluation.scales import Group, groups, level_title
from gaisma.record.people import exports
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.selectors import today
from gaisma.record.programmes.pages import choosing


@requires(SEE_APPRAISALS)
@require_safe
def appraisals(request: SignedInRequest) -> HttpResponse:
    """The appraisals that the reader may open: few see any."""
    rows = Appraisal.objects.visible_to(request.user)
    begin = [(_("Begin an appraisal"), reverse("selfevaluation:open"), "primary")]
    return exports.answer(
        request,
        table=AppraisalsTable,
        filters=AppraisalsFilter,
        rows=rows.select_related(
            "institution", "school_year", "version", "head", "appraiser"
        ).order_by("institution__name", "pk"),
        title=_("Appraisal of heads"),
        lead=_(
            "Each is read by the head herself, by who appraises, and by who leads the authority."
        ),
        actions=begin if access.may(request.user, OPEN_APPRAISALS) else [],
        empty=(_("No appraisals"), _("Those that concern you stand here.")),
    )


@dataclass(frozen=True)
class AppraisalPage:
    """An appraisal for those few who may read it."""

    appraisal: Appraisal
    level: str
    groups: tuple[Group, ...]
    tasks: tuple[AppraisalTask, ...]
    talks: tuple[ProgressTalk, ...]
    is_own: bool
    may_tell: bool
    may_judge: bool
    may_read: bool

    @property
    def is_judged(self) -> bool:
        return any(line.level for group in self.groups for line in group.lines)


def _page(appraisal: Appraisal, user: User) -> AppraisalPage:
    """Everything that the page shows. The head sees levels once they are concluded."""
    is_own = policies.is_head(appraisal, user)
    is_open = appraisal.concluded_on is None
    asked = appraisal.version.asks
    shown = {} if is_own and is_open else appraisal.answers
    return AppraisalPage(
        appraisal=appraisal,
        level=level_title(asked, appraisal.level),
        groups=groups(asked, shown),
        tasks=tuple(appraisal.tasks.order_by("pk")),
        talks=tuple(appraisal.talks.order_by("held_on", "pk")),
        is_own=is_own,
        may_tell=is_own and is_open,
        may_judge=is_open and policies.may_appraise(appraisal, user),
        may_read=is_own and not is_open and appraisal.read_at is None,
    )


def crumbs(appraisal: Appraisal | None = None) -> tuple[tuple[str, str], ...]:
    """The way to the pages of appraisals."""
    way = ((_("Appraisal of heads"), reverse("selfevaluation:appraisals")),)
    return (*way, (str(appraisal.head), appraisal.get_absolute_url())) if appraisal else way


def about(appraisal: Appraisal, title: str, button: str) -> dict[str, Any]:
    """What a form about an appraisal shows beside its fields, and where it leads."""
    return {
        "title": title,
        "button": button,
        "back": appraisal.get_absolute_url(),
        "leads_to": appraisal.get_absolute_url(),
        "crumbs": crumbs(appraisal),
    }


@requires(SEE_APPRAISALS)
@require_safe
def appraisal(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """One appraisal; that it was looked at is noted."""
    row = selectors.appraisal(request.user, appraisal_id)
    audit.note(
        action=audited.LOOK_AT_APPRAISAL,
        by=request.user,
        at=clock.now(),
        organisation=row.institution,
        subject=Appraisal._meta.label,
        ids=[row.pk],
    )
    page = _page(row, request.user)
    return render(request, "selfevaluation/appraisal.html", {"page": page, "crumbs": crumbs()})


@requires(OPEN_APPRAISALS)
@shown_or_sent
def begin(request: SignedInRequest) -> HttpResponse:
    """Begin to appraise the year of a head: first where."""
    places = kept_institutions(request.user).open_on(today())
    institution = choosing.chosen(request, places)
    title = _("Begin an appraisal")
    if institution is None:
        return choosing.ask(request, places, title=title, crumbs=crumbs())
    years = SchoolYear.objects.filter(ends_on__gte=today())
    return acting.asked(
        request,
        forms.OpenForm(sent(request), institution=institution, years=years),
        act=partial(actions.begin, institution=institution),
        said=_("The appraisal is begun: set the tasks for the year."),
        leads_to=Appraisal.get_absolute_url,
        title=title,
        lead=str(institution),
        button=_("Begin"),
        crumbs=crumbs(),
    )


@requires(SEE_APPRAISALS)
@shown_or_sent
def tell(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Write how the own year was, as the head."""
    row = selectors.own_appraisal(request.user, appraisal_id)
    names = ("own_words", "evidence", "revision")
    form = forms.TellForm(sent(request), initial={name: getattr(row, name) for name in names})
    return acting.asked(
        request,
        form,
        act=partial(actions.tell, appraisal=row),
        said=_("Saved."),
        **about(row, _("How I see the year"), _("Save")),
    )


@requires(APPRAISE)
@shown_or_sent
def judge(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Give levels by criterion, and write the conclusion."""
    row = selectors.appraised(request.user, appraisal_id)
    form = forms.JudgeForm(sent(request), appraisal=row, initial=forms.JudgeForm.of(row))
    return acting.asked(
        request,
        form,
        act=lambda **given: actions.judge(
            appraisal=row,
            revision=given["revision"],
            answers=form.answers,
            conclusion=given["conclusion"],
            by=request.user,
            at=clock.now(),
        ),
        said=_("Saved: the head reads it once it is concluded."),
        **about(row, _("Levels and conclusion"), _("Save")),
    )


@requires(APPRAISE)
@shown_or_sent
def conclude(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Say what it comes to."""
    row = selectors.appraised(request.user, appraisal_id)
    initial = {"on": today(), "revision": row.revision}
    return acting.asked(
        request,
        forms.ConcludeForm(sent(request), appraisal=row, initial=initial),
        act=partial(actions.conclude, appraisal=row),
        said=_("Concluded: the head reads it now."),
        lead=_("From then on nothing in it changes, and the head reads it."),
        **about(row, _("Conclude the appraisal"), _("Conclude")),
    )


@requires(SEE_APPRAISALS)
@require_POST
def read(request: SignedInRequest, appraisal_id: int) -> HttpResponse:
    """Note that the head has read the result."""
    row = selectors.own_appraisal(request.user, appraisal_id)
    return acting.done(
        request,
        partial(actions.read, appraisal=row),
        said=_("It is noted that you have read it."),
        leads_to=row.get_absolute_url(),
    )


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
