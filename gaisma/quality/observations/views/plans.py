from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gaisma.base import access, acting, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import sent, shown_or_sent
from gaisma.base.models import Organisation, User
from gaisma.quality.observations import selectors
from gaisma.quality.observations.actions import planning
from gaisma.quality.observations.forms.following import CancelForm
from gaisma.quality.observations.forms.plans import PlanChangeForm, PlanForm
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.permissions import (
    PLAN_EXTERNAL,
    PLAN_INTERNAL,
    PLAN_OBSERVATIONS,
)
from gaisma.quality.observations.views.pages import barred, crumbs
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.selectors import today
from gaisma.record.programmes.views import choosing


@requires(PLAN_OBSERVATIONS)
@shown_or_sent
def plan(request: SignedInRequest) -> HttpResponse:
    """Put an observation on the plan: first where, then whom, when, with what."""
    own = kept_institutions(request.user).open_on(today())
    institution = choosing.chosen(request, own)
    title = _("Plan an observation")
    if institution is None:
        return choosing.ask(request, own, title=title, crumbs=crumbs())
    steps = _steps(request.user, institution)
    sides, initial = _sides(request.user, institution), _initial(request, steps)
    form = PlanForm(
        sent(request),
        institution=institution,
        sides=sides,
        steps=steps,
        seen=Observation.objects.visible_to(request.user),
        initial=initial,
    )
    return acting.asked(
        request,
        form,
        act=lambda **_given: planning.plan(
            institution=institution, by=request.user, at=clock.now(), **form.plan
        ),
        said=_("The observation is on the plan."),
        leads_to=Observation.get_absolute_url,
        title=_("Plan an observation at %(institution)s") % {"institution": institution},
        button=_("Put it on the plan"),
        crumbs=crumbs(),
    )


@requires(PLAN_OBSERVATIONS)
@shown_or_sent
def change(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Plan it otherwise, as long as it was not held."""
    row = selectors.planned(request.user, observation_id)
    form = PlanChangeForm(
        sent(request),
        institution=row.institution,
        sides=(row.observed_by,),
        steps=_steps(request.user, row.institution).exclude(pk=row.pk),
        seen=Observation.objects.visible_to(request.user),
        initial=PlanChangeForm.of(row),
    )
    return barred(request, row, "change") or acting.asked(
        request,
        form,
        act=lambda **_given: planning.change(
            observation=row, by=request.user, at=clock.now(), **form.plan
        ),
        said=_("The plan is changed."),
        title=_("Change the plan"),
        crumbs=crumbs(row),
    )


@requires(PLAN_OBSERVATIONS)
@shown_or_sent
def cancel(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Take it off the plan, with the reason."""
    row = selectors.planned(request.user, observation_id)
    return barred(request, row, "cancel") or acting.asked(
        request,
        CancelForm(sent(request), initial={"revision": row.revision}),
        act=partial(planning.cancel, observation=row, on=today()),
        said=_("The observation is cancelled."),
        title=_("Cancel the observation"),
        lead=_("It stays in the list with its reason, and can be put on the plan again."),
        button=_("Cancel the observation"),
        danger=True,
        crumbs=crumbs(row),
    )


@requires(PLAN_OBSERVATIONS)
@require_POST
def restore(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Put a cancelled one on the plan again."""
    row = selectors.planned(request.user, observation_id)
    return acting.done(
        request,
        partial(planning.restore, observation=row, revision=row.revision),
        said=_("The observation is on the plan again."),
        leads_to=row.get_absolute_url(),
    )


def _sides(user: User, institution: Organisation) -> tuple[str, ...]:
    """On which sides the user names observers there."""
    inside = ("internal", "peer") if access.may(user, PLAN_INTERNAL, institution) else ()
    outside = ("external",) if access.may(user, PLAN_EXTERNAL, institution) else ()
    return (*outside, *inside)


def _steps(user: User, institution: Organisation) -> QuerySet[Observation]:
    """Next steps that were agreed on there, which the user's visits can look at."""
    planned = Observation.objects.planned_by(user).filter(institution=institution)
    return planned.filter(agreed_at__isnull=False).select_related("teacher").order_by("-held_on")


def _initial(request: SignedInRequest, steps: QuerySet[Observation]) -> dict[str, Any]:
    """What the form offers: of a visit that follows a step, what was observed then."""
    number = request.GET.get("follows", "")
    before = steps.filter(pk=number).first() if number.isdecimal() else None
    if before is None:
        return {"planned_on": today(), "purpose": "quality"}
    shared = ("observed_by", "teacher", "version", "subject")
    lead = before.sheets.filter(is_lead=True).first()
    return {
        **{name: getattr(before, name) for name in shared},
        "lead": lead.observer_id if lead else None,
        "planned_on": before.next_step_by or today(),
        "purpose": "next_step",
        "follows": before,
    }
