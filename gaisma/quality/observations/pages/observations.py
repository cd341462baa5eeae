from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gaisma.base import access, acting, audit, clock
from gaisma.base.access import SignedInRequest, requires
from gaisma.base.forms import revision_sent, sent, shown_or_sent
from gaisma.base.models import Organisation, User
from gaisma.quality.observations import audited, selectors
from gaisma.quality.observations.actions import observations as actions
from gaisma.quality.observations.forms.observations import (
    CancelForm,
    PlanChangeForm,
    PlanForm,
    ReplyForm,
    StepForm,
    TalkForm,
)
from gaisma.quality.observations.lists import ObservationsFilter, ObservationsTable
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.permissions import (
    OBSERVE,
    PLAN_EXTERNAL,
    PLAN_INTERNAL,
    PLAN_OBSERVATIONS,
    SEE_OBSERVATIONS,
    SEE_PICTURE,
)
from gaisma.quality.observations.queries import observations as queries
from gaisma.quality.observations.workflow import OBSERVATION
from gaisma.record.people import exports
from gaisma.record.people.fields import kept_institutions
from gaisma.record.people.selectors import today
from gaisma.record.programmes.pages import choosing


def crumbs(observation: Observation | None = None) -> tuple[tuple[str, str], ...]:
    """The way to the room's pages."""
    way = ((_("Lesson observations"), reverse("observations:list")),)
    return (
        (*way, (str(observation.teacher), observation.get_absolute_url())) if observation else way
    )


def barred(request: SignedInRequest, observation: Observation, act: str) -> HttpResponse | None:
    """For who looks at a form that would be refused: back to the observation, with the reason."""
    return acting.barred_in(request, OBSERVATION, observation, act)


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
    page = queries.observation_page(row, request.user)
    audit.note(
        action=audited.OPEN,
        by=request.user,
        at=clock.now(),
        organisation=row.institution,
        subject="observations.Observation",
        ids=[row.pk],
    )
    return render(request, template, {"page": page, "crumbs": crumbs()})


@requires(SEE_OBSERVATIONS)
@require_safe
def observations(request: SignedInRequest) -> HttpResponse:
    """The observations that the reader sees."""
    rows: Any = Observation.objects.visible_to(request.user).with_day()
    ways = (
        (_("For me"), reverse("observations:own"), "", SEE_OBSERVATIONS),
        (_("Coverage"), reverse("observations:coverage"), "", SEE_PICTURE),
        (_("The picture"), reverse("observations:picture"), "", SEE_PICTURE),
        (_("Agreement of observers"), reverse("observations:agreement"), "", PLAN_OBSERVATIONS),
        (_("Calibration"), reverse("calibration:list"), "", SEE_OBSERVATIONS),
        (_("Plan an observation"), reverse("observations:plan"), "primary", PLAN_OBSERVATIONS),
    )
    return exports.answer(
        request,
        table=ObservationsTable,
        filters=ObservationsFilter,
        rows=rows.select_related("teacher", "institution", "subject", "group").order_by("-day"),
        title=_("Lesson observations"),
        lead=_("Lessons and activities that were observed, or are going to be."),
        actions=[way[:3] for way in ways if access.may(request.user, way[3])],
        empty=(_("No observations"), _("An observation is planned by who answers for it.")),
    )


@requires(SEE_OBSERVATIONS)
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """What waits for the reader: own lessons, and sheets to fill."""
    page = queries.own_page(request.user, on=today())
    return render(request, "observations/own.html", {"page": page, "crumbs": crumbs()})


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
        act=lambda **_given: actions.plan(
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
        act=lambda **_given: actions.change(
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
        act=partial(actions.cancel, observation=row, on=today()),
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
        partial(actions.restore, observation=row, revision=row.revision),
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


@requires(OBSERVE)
@shown_or_sent
def talk(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Record the feedback talk."""
    row = selectors.led(request.user, observation_id)
    initial = {"on": row.talked_on or row.on, "said": row.talk, "revision": row.revision}
    return barred(request, row, "talk") or acting.asked(
        request,
        TalkForm(sent(request), initial=initial),
        act=partial(actions.talk, observation=row),
        said=_("The talk is recorded."),
        title=_("Feedback talk"),
        crumbs=crumbs(row),
    )


@requires(OBSERVE)
@shown_or_sent
def propose(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Propose one next step."""
    row = selectors.led(request.user, observation_id)
    initial = {"step": row.next_step, "until": row.next_step_by, "revision": row.revision}
    return barred(request, row, "propose") or acting.asked(
        request,
        StepForm(sent(request), initial=initial),
        act=partial(actions.propose, observation=row),
        said=_("The step is proposed; it stands once the teacher agrees."),
        title=_("Propose a next step"),
        lead=_("Another step than before is agreed on anew.") if row.agreed_at else "",
        button=_("Propose"),
        crumbs=crumbs(row),
    )


@requires(SEE_OBSERVATIONS)
@shown_or_sent
def reply(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Answer what the observers wrote, as the teacher."""
    row = selectors.own_lesson(request.user, observation_id)
    return barred(request, row, "reply") or acting.asked(
        request,
        ReplyForm(sent(request), initial={"said": row.reply}),
        act=partial(actions.reply, observation=row),
        said=_("Your reply stands beside the sheet."),
        title=_("Reply"),
        button=_("Reply"),
        crumbs=crumbs(row),
    )


@requires(SEE_OBSERVATIONS)
@require_POST
def read(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Note that the teacher has read the sheet."""
    row = selectors.own_lesson(request.user, observation_id)
    return acting.done(
        request,
        partial(actions.read, observation=row),
        said=_("It is noted that you have read the sheet."),
        leads_to=row.get_absolute_url(),
    )


@requires(SEE_OBSERVATIONS)
@require_POST
def agree(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Agree to the next step, as the teacher."""
    row = selectors.own_lesson(request.user, observation_id)
    step = request.POST.get("step", "")
    return acting.done(
        request,
        partial(actions.agree, observation=row, step=step),
        said=_("You have agreed on the next step."),
        leads_to=row.get_absolute_url(),
    )


@requires(OBSERVE)
@require_POST
def sign(request: SignedInRequest, observation_id: int) -> HttpResponse:
    """Sign off what was observed."""
    row = selectors.led(request.user, observation_id)
    return acting.done(
        request,
        partial(actions.sign, observation=row, revision=revision_sent(request)),
        said=_("Signed off: from now on sheets are corrected with a reason."),
        leads_to=row.get_absolute_url(),
    )
