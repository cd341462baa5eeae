"""How a survey is prepared, started and closed, what is done meanwhile, and by whom."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base.workflow import State, Transition, Workflow, pgettext_noop
from gaisma.quality.surveys import audited
from gaisma.quality.surveys.permissions import GIVE_CODES, PRINT_CODES, RUN_SURVEYS

DRAFT, OPEN, CLOSED = ("draft", "open", "closed")
OVER = gettext_noop("The survey is closed.")


def _is_whole(campaign: Any, **_about: Any) -> str:
    """Somebody is asked, somewhere."""
    if campaign.parts.exists() and campaign.institutions.exists():
        return ""
    return _("Say first whom the survey asks, with what, and at which institutions.")


def _run(key: str, *taken_from: str, **more: Any) -> Transition:
    return Transition(key, taken_from, permission=RUN_SURVEYS, **more)


def _prepared(key: str, **more: Any) -> Transition:
    """What is done before it starts: what was promised to people stands."""
    started = gettext_noop("The survey has started: what is asked and how it is protected stays.")
    return _run(key, DRAFT, refusal=started, **more)


def _given(key: str, **more: Any) -> Transition:
    """What is done at an institution while people answer."""
    return Transition(key, (OPEN,), permission=GIVE_CODES, **more)


SURVEY = Workflow(
    "surveys.campaign",
    title=gettext_noop("Survey"),
    refusal=gettext_noop("The survey is not open."),
    states=(
        State(DRAFT, pgettext_noop("survey", "in preparation"), "due"),
        State(OPEN, pgettext_noop("survey", "open"), "good"),
        State(CLOSED, pgettext_noop("survey", "closed")),
    ),
    transitions=(
        _run("prepare", leads_to=DRAFT, audited=audited.PREPARE),
        _prepared("change", audited=audited.CHANGE, title=gettext_noop("Change"), tone=""),
        _prepared("drop", audited=audited.DROP, title=gettext_noop("Drop"), tone="link"),
        _prepared("ask", audited=audited.ASK),
        _prepared("leave_out", audited=audited.LEAVE_OUT),
        _prepared(
            "start",
            leads_to=OPEN,
            audited=audited.START,
            title=gettext_noop("Start"),
            check=_is_whole,
        ),
        _run("try_out", DRAFT, OPEN, audited=audited.ISSUE_CODES, refusal=OVER),
        _run("print_trial_codes", DRAFT, OPEN, audited=audited.PRINT_CODES, refusal=OVER),
        _given("issue_codes", audited=audited.ISSUE_CODES),
        Transition("print_codes", (OPEN,), permission=PRINT_CODES, audited=audited.PRINT_CODES),
        _given("remind", audited=audited.REMIND),
        _given("clear_letters", audited=audited.CLEAR_LETTERS),
        _given("enter_paper", audited=audited.ENTER_PAPER),
        _run(
            "close",
            OPEN,
            leads_to=CLOSED,
            audited=audited.CLOSE,
            title=gettext_noop("Close the survey"),
            tone="",
        ),
    ),
    place=lambda _campaign: None,
)
