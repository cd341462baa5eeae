"""How an observation goes from its plan to the sign-off, and who takes it on.

How far it has come is the furthest that was done: teacher and observer do not wait for each other.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.observations import audited
from gaisma.quality.observations.permissions import (
    OBSERVE,
    PLAN_EXTERNAL,
    PLAN_INTERNAL,
    PLAN_OBSERVATIONS,
    SEE_OBSERVATIONS,
)
from gaisma.record.people.models import Person

PLANNED, HELD, TALKED, REPLIED, AGREED, SIGNED, CANCELLED = (
    "planned",
    "held",
    "talked",
    "replied",
    "agreed",
    "signed",
    "cancelled",
)
UNSIGNED = (HELD, TALKED, REPLIED, AGREED)
OF_SIGNED = gettext_noop("The observation is signed off: correct the sheet, with a reason.")


def planning_permission(observed_by: str) -> str:
    """Who plans: the authority external ones, leaders those in their house."""
    return PLAN_EXTERNAL if observed_by == "external" else PLAN_INTERNAL


def _plans(observation: Any, user: User) -> bool:
    needed = planning_permission(observation.observed_by)
    return access.may(user, needed, observation.institution)


def _leads(observation: Any, user: User) -> bool:
    lead: Person | None = observation.lead
    return lead is not None and lead.signs_in_as(user)


def _teaches(observation: Any, user: User) -> bool:
    teacher: Person = observation.teacher
    return teacher.signs_in_as(user)


def _observes(observation: Any, user: User) -> bool:
    """Whether the user has a sheet of it; whose each is, its own actions ask."""
    return bool(observation.sheets.own(user).exists())


def _is_complete(observation: Any, **_about: Any) -> str:
    """No observer has a sheet that is not submitted."""
    if not observation.sheets.unsubmitted().exists():
        return ""
    return _("Not every observer has submitted the sheet: wait for it, or take it back.")


def _may_be_replied_to(observation: Any, **_about: Any) -> str:
    """After the sign-off the first answer only."""
    if observation.reply and observation.signed_at is not None:
        return _(OF_SIGNED)
    return _is_complete(observation)


def _has_a_step(observation: Any, *, step: str | None = None, **_about: Any) -> str:
    """One was proposed, and it is the one that the teacher read."""
    if not observation.next_step:
        return _("No next step has been proposed yet.")
    if step is not None and observation.next_step.split() != step.split():
        return _("Another next step was proposed meanwhile: read it, then agree.")
    return ""


def _is_heard(observation: Any, **_about: Any) -> str:
    """All sheets are in, and the teacher knows something of what was seen."""
    if why := _is_complete(observation):
        return why
    if observation.talked_on is None and observation.read_at is None:
        return _("Sign off after the teacher has read the sheet, or after the feedback talk.")
    return ""


def _planned(key: str, *taken_from: str, **more: Any) -> Transition:
    return Transition(
        key,
        taken_from,
        permission=PLAN_OBSERVATIONS,
        place=lambda observation: observation.institution,
        is_for=_plans,
        unfit=gettext_noop("Your role does not allow this here: ask the administrator for it."),
        **more,
    )


def _on_the_plan(key: str, **more: Any) -> Transition:
    over = gettext_noop("This observation is not planned any more: it was held or cancelled.")
    return _planned(key, PLANNED, refusal=over, **more)


def _of_the_lead(key: str, *taken_from: str, **more: Any) -> Transition:
    unfit = gettext_noop("This is for the observer who leads.")
    return Transition(key, taken_from, permission=OBSERVE, is_for=_leads, unfit=unfit, **more)


def _of_the_teacher(key: str, *taken_from: str, **more: Any) -> Transition:
    unfit = gettext_noop("Only the teacher of the lesson replies.")
    return Transition(
        key, taken_from, permission=SEE_OBSERVATIONS, is_for=_teaches, unfit=unfit, **more
    )


def _on_a_sheet(key: str, *taken_from: str, **more: Any) -> Transition:
    unfit = gettext_noop("This sheet is another observer's.")
    return Transition(key, taken_from, permission=OBSERVE, is_for=_observes, unfit=unfit, **more)


OBSERVATION = Workflow(
    "observations.observation",
    title=gettext_noop("Observation"),
    refusal=gettext_noop("The lesson has not been observed yet: submit the sheet first."),
    states=(
        State(PLANNED, gettext_noop("planned"), "due"),
        State(HELD, gettext_noop("held")),
        State(TALKED, gettext_noop("talked over")),
        State(REPLIED, gettext_noop("replied to")),
        State(AGREED, gettext_noop("next step agreed")),
        State(SIGNED, gettext_noop("signed off"), "good", refusal=OF_SIGNED),
        State(
            CANCELLED,
            gettext_noop("called off"),
            refusal=gettext_noop("This observation was cancelled: plan it anew."),
        ),
    ),
    transitions=(
        _planned("plan", leads_to=PLANNED, audited=audited.PLAN),
        _on_a_sheet("keep_sheet", PLANNED, *UNSIGNED, audited=audited.KEEP_SHEET),
        _on_a_sheet(
            "submit_sheet",
            PLANNED,
            leads_to=HELD,
            also_in=UNSIGNED,
            audited=audited.SUBMIT_SHEET,
        ),
        _on_a_sheet(
            "correct_sheet",
            SIGNED,
            audited=audited.CORRECT_SHEET,
            refusal=gettext_noop("The observation is not signed off yet: change the sheet itself."),
        ),
        _planned("release_sheet", PLANNED, *UNSIGNED, SIGNED, audited=audited.RELEASE_SHEET),
        _of_the_teacher(
            "read",
            *UNSIGNED,
            SIGNED,
            audited=audited.READ,
            title=gettext_noop("I have read the sheet"),
            is_asked=False,
            check=_is_complete,
        ),
        _of_the_teacher(
            "reply",
            HELD,
            TALKED,
            leads_to=REPLIED,
            also_in=(REPLIED, AGREED, SIGNED),
            audited=audited.REPLY,
            title=gettext_noop("Reply"),
            tone="",
            check=_may_be_replied_to,
        ),
        _of_the_teacher(
            "agree",
            HELD,
            TALKED,
            REPLIED,
            leads_to=AGREED,
            also_in=(AGREED, SIGNED),
            audited=audited.AGREE,
            title=gettext_noop("Agree to the next step"),
            is_asked=False,
            check=_has_a_step,
        ),
        _of_the_lead(
            "talk",
            HELD,
            leads_to=TALKED,
            also_in=(TALKED, REPLIED, AGREED),
            audited=audited.TALK,
            title=gettext_noop("Record the feedback talk"),
            tone="",
        ),
        # Another step than the one that was agreed on is agreed on anew.
        _of_the_lead(
            "propose",
            *UNSIGNED,
            audited=audited.PROPOSE,
            title=gettext_noop("Propose a next step"),
            tone="",
        ),
        _of_the_lead(
            "sign",
            *UNSIGNED,
            leads_to=SIGNED,
            audited=audited.SIGN,
            title=gettext_noop("Sign off"),
            tone="",
            is_asked=False,
            check=_is_heard,
        ),
        _on_the_plan(
            "change", audited=audited.CHANGE, title=gettext_noop("Change the plan"), tone=""
        ),
        _on_the_plan(
            "cancel",
            leads_to=CANCELLED,
            audited=audited.CANCEL,
            title=gettext_noop("Cancel the observation"),
            tone="",
        ),
        _planned(
            "restore",
            CANCELLED,
            leads_to=PLANNED,
            audited=audited.RESTORE,
            title=gettext_noop("Put it on the plan again"),
            is_asked=False,
            refusal=gettext_noop("This observation was not cancelled."),
        ),
    ),
    place=lambda _observation: None,
)
