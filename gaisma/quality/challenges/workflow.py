"""How a challenge goes: named, worked on, concluded with what became of it, perhaps taken on."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base.audit import Action
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.challenges import audited
from gaisma.quality.challenges.permissions import KEEP
from gaisma.quality.challenges.tables import OVERCOME

OPEN, CONCLUDED = ("open", "concluded")


def _goes_on(challenge: Any, **_about: Any) -> str:
    """What is overcome does not go on, and what went on already does not twice."""
    if challenge.outcome == OVERCOME:
        return _("What is overcome is not taken on: name another challenge.")
    if hasattr(challenge, "carried_to"):
        return _("It was taken on already: open it in the later school year.")
    return ""


def _is_not_carried(challenge: Any, **_about: Any) -> str:
    if hasattr(challenge, "carried_to"):
        return _("It goes on in a later school year: strike it out there first.")
    return ""


def _while_open(key: str, action: Action, **more: Any) -> Transition:
    return Transition(key, (OPEN,), permission=KEEP, audited=action, **more)


CHALLENGE = Workflow(
    "challenges.challenge",
    title=gettext_noop("Challenge of the year"),
    refusal=gettext_noop("This challenge is concluded: go on with it first."),
    states=(
        State(OPEN, gettext_noop("being worked on"), "due"),
        State(CONCLUDED, gettext_noop("concluded"), "good"),
    ),
    transitions=(
        Transition("name", (), OPEN, permission=KEEP, audited=audited.NAME),
        _while_open("add_task", audited.ADD_TASK, title=gettext_noop("Add a task")),
        _while_open("change_task", audited.CHANGE_TASK),
        _while_open("remove_task", audited.REMOVE_TASK),
        _while_open(
            "conclude",
            audited.CONCLUDE,
            leads_to=CONCLUDED,
            title=gettext_noop("Say what became of it"),
            tone="",
        ),
        _while_open("change", audited.CHANGE, title=gettext_noop("Change"), tone="link"),
        _while_open("drop", audited.DROP, title=gettext_noop("Strike it out"), tone="link"),
        Transition(
            "carry_on",
            (CONCLUDED,),
            permission=KEEP,
            audited=audited.CARRY_ON,
            title=gettext_noop("Take it on into the next school year"),
            is_asked=False,
            check=_goes_on,
            refusal=gettext_noop("Say first what became of it in this school year."),
        ),
        Transition(
            "reopen",
            (CONCLUDED,),
            OPEN,
            permission=KEEP,
            audited=audited.REOPEN,
            title=gettext_noop("Go on with it"),
            tone="link",
            is_asked=False,
            check=_is_not_carried,
            refusal=gettext_noop("This challenge is being worked on."),
        ),
    ),
    place=lambda _challenge: None,
)
