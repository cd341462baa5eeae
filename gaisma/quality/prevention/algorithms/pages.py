"""Pages of algorithms: those published, and those followed."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.analytics.support_terms import SITUATIONS
from gaisma.base import access, acting, clock, terms
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.prevention.algorithms import actions, queries
from gaisma.quality.prevention.algorithms.forms import AlgorithmForm, FollowForm, TickForm
from gaisma.quality.prevention.cases import pages as cases
from gaisma.quality.prevention.cases import selectors
from gaisma.quality.prevention.cases.actions import note_read
from gaisma.quality.prevention.cases.queries import able_to_take_part
from gaisma.quality.prevention.models import DONE, Run, Tick
from gaisma.quality.prevention.permissions import (
    PUBLISH_ALGORITHMS,
    SEE_ALGORITHMS,
    SEE_CASES,
    WORK_ON_CASES,
)
from gaisma.quality.prevention.workflow import CASE, RUN
from gaisma.record.people.models import Person
from gaisma.record.people.selectors import today


@requires(SEE_ALGORITHMS)
@require_safe
def algorithms(request: SignedInRequest) -> HttpResponse:
    """What is done in each situation."""
    page = {
        "situations": queries.situations(),
        "may_publish": access.may(request.user, PUBLISH_ALGORITHMS),
    }
    return render(request, "prevention/algorithms.html", page)


@requires(PUBLISH_ALGORITHMS)
@shown_or_sent
def publish(request: SignedInRequest, situation: str) -> HttpResponse:
    """Publish another version of the steps."""
    if situation not in SITUATIONS.codes:
        raise Http404
    return acting.asked(
        request,
        AlgorithmForm(sent(request), initial=AlgorithmForm.of(queries.current(situation))),
        act=partial(actions.publish, situation=situation),
        said=_("The new version is published; what was begun goes on by the earlier one."),
        template="prevention/publish.html",
        title=_("Publish a new version"),
        lead=capfirst(terms.title(SITUATIONS, situation)),
        button=_("Publish"),
        crumbs=((_("Algorithms of action"), reverse("prevention:algorithms")),),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def follow(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Begin to follow an algorithm in a case."""
    row = selectors.worked_on(request.user, case_id, "follow")
    return acting.barred_in(request, CASE, row, "follow") or acting.asked(
        request,
        FollowForm(sent(request)),
        act=partial(actions.start, case=row),
        said=_("It is begun: write about each step once it is done."),
        leads_to=Run.get_absolute_url,
        title=_("Follow an algorithm"),
        button=_("Begin"),
        crumbs=cases.crumbs(row),
    )


@requires(SEE_CASES)
@require_safe
def run(request: SignedInRequest, run_id: int) -> HttpResponse:
    """How far an algorithm has come; the owner of the case learns that it was read."""
    row = _run(request, run_id)
    page = queries.run_page(row, request.user, on=today())
    note_read(row.case, by=request.user, at=clock.now())
    return render(request, "prevention/run.html", {"page": page, "crumbs": cases.crumbs(row.case)})


@requires(WORK_ON_CASES)
@shown_or_sent
def tick(request: SignedInRequest, run_id: int, step_number: int) -> HttpResponse:
    """Say how a step ended."""
    row = _run(request, run_id)
    step = next((one for one in queries.steps(row.algorithm) if one.number == step_number), None)
    if step is None:
        raise Http404
    initial = {"outcome": DONE, "on": today(), "done_by": _own(request)}
    return acting.barred_in(request, RUN, row, "tick") or acting.asked(
        request,
        TickForm(sent(request), people=able_to_take_part(row.case, on=today()), initial=initial),
        act=partial(actions.tick, run=row, number=step_number),
        said=_("It is written down."),
        title=_("Step %(number)s") % {"number": step_number},
        lead=step.text,
        crumbs=(*cases.crumbs(row.case), (row.title, row.get_absolute_url())),
    )


@requires(WORK_ON_CASES)
@require_POST
def untick(request: SignedInRequest, tick_id: int) -> HttpResponse:
    """Take back what was written about a step."""
    found = get_object_or_404(Tick, pk=tick_id)
    found.run = _run(request, found.run_id)
    return acting.done(
        request,
        partial(actions.untick, tick=found),
        said=_("It is taken back."),
        leads_to=found.run.get_absolute_url(),
    )


@requires(WORK_ON_CASES)
@require_POST
def finish(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Say that nothing is left to be done."""
    row = _run(request, run_id)
    return acting.done(
        request,
        partial(actions.finish, run=row, revision=revision_sent(request)),
        said=_("The algorithm is finished."),
        leads_to=row.get_absolute_url(),
    )


def _run(request: SignedInRequest, run_id: int) -> Run:
    rows = Run.objects.visible_to(request.user)
    related = ("algorithm", "case__institution", "case__owner__account", "started_by")
    return get_object_or_404(rows.select_related(*related), pk=run_id)


def _own(request: SignedInRequest) -> int | None:
    """Who writes has mostly done it."""
    found: int | None = (
        Person.objects.filter(account__user=request.user).values_list("pk", flat=True).first()
    )
    return found
