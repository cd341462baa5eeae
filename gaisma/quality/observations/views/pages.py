from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gaisma.base import acting, audit, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.quality.observations import audited, selectors
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.permissions import SEE_OBSERVATIONS
from gaisma.quality.observations.queries import pages
from gaisma.quality.observations.workflow import OBSERVATION


def crumbs(observation: Observation | None = None) -> tuple[tuple[str, str], ...]:
    """The way to the room's pages."""
    way = ((_("Lesson observations"), reverse("observations:list")),)
    return (
        (*way, (str(observation.teacher), observation.get_absolute_url())) if observation else way
    )


def barred(request: SignedInRequest, observation: Observation, act: str) -> HttpResponse | None:
    """For who looks at a form that would be refused: back to the observation, with the reason."""
    return acting.barred(
        request,
        lambda: OBSERVATION.check(observation, act),
        leads_to=observation.get_absolute_url(),
    )


@requires(SEE_OBSERVATIONS)
@require_safe
def observation(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """One observation: the lesson, what was seen, what came of it, what can be done."""
    return _shown(request, observation_id, "observations/observation.html")


@requires(SEE_OBSERVATIONS)
@require_safe
def for_paper(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """The same for paper: without what can be done."""
    return _shown(request, observation_id, "observations/print.html")


def _shown(request: SignedInRequest, observation_id: int, template: str) -> HttpResponse:
    row = selectors.observation(request.user, observation_id)
    page = pages.page(row, request.user)
    audit.note(
        action=audited.OPEN,
        by=request.user,
        at=clock.now(),
        organisation=row.institution,
        subject="observations.Observation",
        ids=[row.pk],
    )
    return render(request, template, {"page": page, "crumbs": crumbs()})
