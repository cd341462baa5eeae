"""How an activity goes: asked for, agreed on, held; or declined, or cancelled, with a reason."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.analytics.safety_terms import INSTITUTION
from gaisma.base import access
from gaisma.base.audit import Action
from gaisma.base.models import User
from gaisma.base.permissions import OFFICIALS
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.wellbeing import audited
from gaisma.quality.wellbeing.permissions import ARRANGE, ASK

REQUESTED, AGREED, HELD = ("requested", "agreed", "held")
DECLINED, CANCELLED = ("declined", "cancelled")
GIVEN_UP = (DECLINED, CANCELLED)


def _arranges(activity: Any, user: User) -> bool:
    """The institution what is its own, the authority everything."""
    if activity.arranged_by == INSTITUTION:
        return True
    return activity.institution_id in access.reach(user, *OFFICIALS)


def _may_change(activity: Any, user: User) -> bool:
    """What is asked for is whose it was to ask; what is agreed on is whose it was to agree."""
    return activity.state == REQUESTED or _arranges(activity, user)


def _partner_works(activity: Any, **_about: Any) -> str:
    if activity.partner is not None and activity.partner.closed_on:
        return _("Work with %(partner)s has ended: choose another body first.") % {
            "partner": activity.partner
        }
    return ""


def _arranged(
    key: str, states: tuple[str, ...], to: str, action: Action, **more: Any
) -> Transition:
    return Transition(key, states, to, permission=ARRANGE, audited=action, is_for=_arranges, **more)


ACTIVITY = Workflow(
    "wellbeing.activity",
    title=gettext_noop("Activity with other bodies"),
    refusal=gettext_noop(
        "The activity is in the state “%(state)s”; this is done in the state “%(needed)s”."
    ),
    unfit=gettext_noop("The authority arranges this activity: ask its coordinator."),
    states=(
        State(REQUESTED, gettext_noop("asked for"), "due"),
        State(AGREED, gettext_noop("agreed on"), ""),
        State(HELD, gettext_noop("took place"), "good"),
        State(DECLINED, gettext_noop("not possible"), "bad"),
        State(CANCELLED, gettext_noop("called off"), "bad"),
    ),
    transitions=(
        Transition("ask", (), REQUESTED, permission=ASK, audited=audited.ASK),
        _arranged(
            "agree",
            (REQUESTED,),
            AGREED,
            audited.AGREE,
            title=gettext_noop("Agree"),
            is_asked=False,
            check=_partner_works,
        ),
        _arranged("hold", (AGREED,), HELD, audited.HOLD, title=gettext_noop("Mark as held")),
        _arranged(
            "correct",
            (HELD,),
            "",
            audited.CORRECT,
            title=gettext_noop("Correct what came of it"),
            tone="link",
        ),
        Transition(
            "change",
            (REQUESTED, AGREED),
            permission=ASK,
            audited=audited.CHANGE,
            title=gettext_noop("Change"),
            tone="",
            is_for=_may_change,
        ),
        _arranged(
            "decline",
            (REQUESTED,),
            DECLINED,
            audited.DECLINE,
            title=gettext_noop("Decline"),
            tone="link",
        ),
        Transition(
            "cancel",
            (REQUESTED, AGREED),
            CANCELLED,
            permission=ASK,
            audited=audited.CANCEL,
            title=gettext_noop("Call off"),
            tone="link",
        ),
        Transition(
            "reopen",
            GIVEN_UP,
            REQUESTED,
            permission=ASK,
            audited=audited.REOPEN,
            title=gettext_noop("Ask anew"),
            tone="",
            is_asked=False,
        ),
        _arranged(
            "take_back",
            (HELD,),
            AGREED,
            audited.TAKE_BACK,
            title=gettext_noop("It did not take place"),
            tone="link",
            is_asked=False,
        ),
    ),
    place=lambda activity: activity.institution,
)
