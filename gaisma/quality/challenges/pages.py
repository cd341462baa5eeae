"""Pages of challenges."""

from collections.abc import Mapping
from functools import partial

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, listing
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.base.grants import holders
from gaisma.base.models import SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.evidence.figures.evidence import year_of
from gaisma.quality.challenges import actions, queries
from gaisma.quality.challenges.forms import ChallengeForm, ConcludeForm, TaskForm
from gaisma.quality.challenges.lists import ChallengesFilter, ChallengesTable
from gaisma.quality.challenges.models import Challenge, Task
from gaisma.quality.challenges.permissions import KEEP, SEE
from gaisma.quality.challenges.workflow import CHALLENGE
from gaisma.record.people.selectors import today


@requires(SEE)
@require_safe
def challenges(request: SignedInRequest) -> HttpResponse:
    """The challenges of a school year."""
    may_name = access.may(request.user, KEEP)
    return listing.answer(
        request,
        table=ChallengesTable,
        filters=ChallengesFilter,
        rows=queries.challenges(request.user),
        title=_("Challenges of the year"),
        lead=_(
            "What the authority means to overcome in a school year: who answers, what is done, "
            "which figure shows it, what became of it. The readiness report prints it."
        ),
        actions=[(_("Name a challenge"), reverse("challenges:name"), "primary")]
        if may_name
        else [],
        empty=(_("No challenges"), _("None is named of this school year.")),
    )


@requires(SEE)
@require_safe
def challenge(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """One challenge."""
    row = _found(request.user, challenge_id)
    page = {"page": queries.challenge_page(row, request.user, on=today()), "crumbs": crumbs()}
    return render(request, "challenges/challenge.html", page)


@requires(KEEP)
@shown_or_sent
def name(request: SignedInRequest) -> HttpResponse:
    """Name a challenge."""
    year = SchoolYear.objects.filter(name=year_of(today())).first()
    initial = {"school_year": year, "owner": request.user.pk}
    return acting.asked(
        request,
        _form(request, initial=initial),
        act=actions.name,
        said=_("The challenge is named: write down what is done about it."),
        leads_to=Challenge.get_absolute_url,
        title=_("Name a challenge"),
        crumbs=crumbs(),
    )


@requires(KEEP)
@shown_or_sent
def change(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """Say anew what a challenge is about."""
    row = _found(request.user, challenge_id)
    return _barred(request, row, "change") or acting.asked(
        request,
        _form(request, initial=ChallengeForm.of(row)),
        act=partial(actions.change, challenge=row),
        said=_("The challenge is changed."),
        title=_("Change the challenge"),
        crumbs=crumbs(row),
    )


def _form(request: SignedInRequest, *, initial: Mapping[str, object]) -> ChallengeForm:
    years = SchoolYear.objects.all()
    owners = holders(*OFFICIALS)
    return ChallengeForm(sent(request), years=years, owners=owners, initial=initial)


@requires(KEEP)
@shown_or_sent
def drop(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """Strike out a challenge."""
    row = _found(request.user, challenge_id)
    return _barred(request, row, "drop") or acting.asked(
        request,
        Form(sent(request)),
        act=partial(actions.drop, challenge=row),
        said=_("The challenge is struck out."),
        leads_to=reverse("challenges:list"),
        title=_("Strike the challenge out?"),
        lead=_("Its tasks go with it. What was concluded stays in the reports that print it."),
        button=_("Strike it out"),
        danger=True,
        crumbs=crumbs(row),
    )


@requires(KEEP)
@shown_or_sent
def conclude(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """Say what became of a challenge."""
    row = _found(request.user, challenge_id)
    initial = {"concluded_on": today(), "revision": row.revision}
    return _barred(request, row, "conclude") or acting.asked(
        request,
        ConcludeForm(sent(request), initial=initial),
        act=partial(actions.conclude, challenge=row),
        said=_("It is written down: the next report prints it."),
        title=_("What became of the challenge"),
        lead=row.title,
        crumbs=crumbs(row),
    )


@requires(KEEP)
@require_POST
def reopen(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """Go on with a concluded challenge."""
    row = _found(request.user, challenge_id)
    return acting.done(
        request,
        partial(actions.reopen, challenge=row, revision=revision_sent(request)),
        said=_("It is being worked on again."),
        leads_to=row.get_absolute_url(),
    )


@requires(KEEP)
@require_POST
def carry_on(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """Take a challenge on into the next school year."""
    row = _found(request.user, challenge_id)
    return acting.done(
        request,
        partial(actions.carry_on, challenge=row, revision=revision_sent(request)),
        said=_("It stands in the next school year too, with the tasks that are not done."),
        leads_to=row.get_absolute_url(),
    )


@requires(KEEP)
@shown_or_sent
def add_task(request: SignedInRequest, challenge_id: int) -> HttpResponse:
    """Add a task to a challenge."""
    row = _found(request.user, challenge_id)
    return _barred(request, row, "add_task") or acting.asked(
        request,
        TaskForm(sent(request)),
        act=partial(actions.add_task, challenge=row),
        said=_("The task is added."),
        title=_("Add a task"),
        lead=row.title,
        crumbs=crumbs(row),
    )


@requires(KEEP)
@shown_or_sent
def change_task(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Say anew what is done, or that it is."""
    task = _task(request.user, task_id)
    return _barred(request, task.challenge, "change_task") or acting.asked(
        request,
        TaskForm(sent(request), initial=TaskForm.of(task)),
        act=partial(actions.change_task, task=task),
        said=_("The task is changed."),
        title=_("Change the task"),
        lead=task.challenge.title,
        crumbs=crumbs(task.challenge),
    )


@requires(KEEP)
@require_POST
def remove_task(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Take away a task."""
    task = _task(request.user, task_id)
    return acting.done(
        request,
        partial(actions.remove_task, task=task),
        said=_("The task is taken away."),
        leads_to=task.challenge.get_absolute_url(),
    )


def _found(user: User, challenge_id: int) -> Challenge:
    rows = Challenge.objects.visible_to(user).select_related(
        "owner", "school_year", "carried_from__school_year", "carried_to"
    )
    return get_object_or_404(rows, pk=challenge_id)


def _task(user: User, task_id: int) -> Task:
    task = get_object_or_404(Task, pk=task_id)
    task.challenge = _found(user, task.challenge_id)
    return task


def _barred(request: SignedInRequest, row: Challenge, key: str) -> HttpResponse | None:
    return acting.barred_in(request, CHALLENGE, row, key)


def crumbs(row: Challenge | None = None) -> tuple[tuple[str, str], ...]:
    """The way to a challenge."""
    way = ((_("Challenges of the year"), reverse("challenges:list")),)
    return (*way, (row.title, row.get_absolute_url())) if row else way
