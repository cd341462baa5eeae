"""Pages of algorithms: those published, and those followed."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.analytics.support_terms import SITUATIONS
from gaisma.base import access, acting, clock, listing, terms
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.quality.prevention.algorithms import actions, queries
from gaisma.quality.prevention.algorithms.forms import AlgorithmForm, FollowForm, StartForm
from gaisma.quality.prevention.algorithms.lists import RunsTable
from gaisma.quality.prevention.cases import pages as cases
from gaisma.quality.prevention.cases import selectors
from gaisma.quality.prevention.models import Run, Tick
from gaisma.quality.prevention.permissions import (
    OPEN_CASES,
    PUBLISH_ALGORITHMS,
    SEE_ALGORITHMS,
    SEE_CASES,
    WORK_ON_CASES,
)
from gaisma.quality.prevention.workflow import CASE


@requires(SEE_ALGORITHMS)
@require_safe
def algorithms(request: SignedInRequest) -> HttpResponse:
    """What is done in each situation."""
    page = {
        "situations": queries.situations(),
        "may_publish": access.may(request.user, PUBLISH_ALGORITHMS),
        "may_start": access.may(request.user, OPEN_CASES),
        "may_see_runs": access.may(request.user, SEE_CASES),
    }
    return render(request, "prevention/algorithms.html", page)


@requires(PUBLISH_ALGORITHMS)
@shown_or_sent
def publish(request: SignedInRequest, situation: str) -> HttpResponse:
    """Publish another version of the steps."""
    _known(situation)
    current = queries.current(situation)
    return acting.asked(
        request,
        AlgorithmForm(sent(request), initial=AlgorithmForm.of(current)),
        act=partial(actions.publish, situation=situation),
        said=_("The new version is published; what was begun goes on by the earlier one."),
        title=_("Publish a new version"),
        lead=capfirst(terms.title(SITUATIONS, situation)),
        button=_("Publish"),
        crumbs=_crumbs(),
    )


@requires(OPEN_CASES)
@shown_or_sent
def start(request: SignedInRequest, situation: str) -> HttpResponse:
    """Begin to follow an algorithm at an institution."""
    _known(situation)
    return acting.asked(
        request,
        StartForm(sent(request), places=queries.startable_at(request.user)),
        act=partial(actions.start, situation=situation),
        said=_("It is begun: tick each step once it is done."),
        leads_to=Run.get_absolute_url,
        title=_("Follow an algorithm"),
        lead=capfirst(terms.title(SITUATIONS, situation)),
        button=_("Begin"),
        crumbs=_crumbs(),
    )


@requires(WORK_ON_CASES)
@shown_or_sent
def follow(request: SignedInRequest, case_id: int) -> HttpResponse:
    """Begin to follow an algorithm in a case."""
    row = selectors.worked_on(request.user, case_id, "follow")
    return acting.barred_in(request, CASE, row, "follow") or acting.asked(
        request,
        FollowForm(sent(request)),
        act=partial(actions.start, institution=row.institution, case=row),
        said=_("It is begun: tick each step once it is done."),
        leads_to=Run.get_absolute_url,
        title=_("Follow an algorithm"),
        button=_("Begin"),
        crumbs=cases.crumbs(row),
    )


@requires(SEE_CASES)
@require_safe
def runs(request: SignedInRequest) -> HttpResponse:
    """The algorithms that are or were followed, as far as the reader sees them."""
    return listing.answer(
        request,
        table=RunsTable,
        rows=queries.runs(request.user),
        title=_("Algorithms followed"),
        lead=_("Those of cases that you see, and of institutions that you lead or support."),
        crumbs=_crumbs(),
        empty=(_("No algorithm was followed"), _("One is begun from its steps, or from a case.")),
    )


@requires(SEE_CASES)
@require_safe
def run(request: SignedInRequest, run_id: int) -> HttpResponse:
    """How far an algorithm has come; that somebody looked is written down."""
    row = _run(request, run_id)
    actions.note_read(row, by=request.user, at=clock.now())
    page = queries.run_page(row, request.user)
    crumbs = (*_crumbs(), (_("Algorithms followed"), reverse("prevention:runs")))
    return render(request, "prevention/run.html", {"page": page, "crumbs": crumbs})


@requires(WORK_ON_CASES)
@require_POST
def tick(request: SignedInRequest, run_id: int, step_number: int) -> HttpResponse:
    """Say that a step is done."""
    row = _run(request, run_id)
    return acting.done(
        request,
        partial(actions.tick, run=row, number=step_number),
        said=_("The step is ticked."),
        leads_to=row.get_absolute_url(),
    )


@requires(WORK_ON_CASES)
@require_POST
def untick(request: SignedInRequest, tick_id: int) -> HttpResponse:
    """Take a tick back."""
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
    """Say that all that was to be done is done."""
    row = _run(request, run_id)
    return acting.done(
        request,
        partial(actions.finish, run=row, revision=revision_sent(request)),
        said=_("The algorithm is finished."),
        leads_to=row.get_absolute_url(),
    )


def _known(situation: str) -> None:
    if situation not in SITUATIONS.codes:
        raise Http404


def _run(request: SignedInRequest, run_id: int) -> Run:
    rows = Run.objects.visible_to(request.user)
    return get_object_or_404(
        rows.select_related("algorithm", "institution", "case", "started_by"), pk=run_id
    )


def _crumbs() -> tuple[tuple[str, str], ...]:
    return ((_("Algorithms of action"), reverse("prevention:algorithms")),)
