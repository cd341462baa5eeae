"""How an assessment goes from the plan to final results, and how a result does."""

from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext

from gaisma.base.models import Installation
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.assessments import audited, permissions

PLANNED, OPEN, CLOSED, TOLD = ("planned", "open", "closed", "told")
PROVISIONAL, APPEALED, FINAL = ("provisional", "appealed", "final")


def _has_papers(assessment: Any, **_about: Any) -> str:
    if assessment.papers.exists():
        return ""
    return gettext("No paper is defined: add one first.")


def _has_no_appeals(assessment: Any, **_about: Any) -> str:
    count = assessment.appeals().count()
    if not count:
        return ""
    told = ngettext(
        "%(count)s appeal is not decided: decide it first.",
        "%(count)s appeals are not decided: decide them first.",
        count,
    )
    return told % {"count": count}


def _has_no_results(assessment: Any, **_about: Any) -> str:
    if not assessment.has_results():
        return ""
    return gettext("Results are there: what was held stays on the plan.")


def _of_official(key: str, *states: str, **more: Any) -> Transition:
    return Transition(key, states, permission=permissions.DEFINE, **more)


ASSESSMENT = Workflow(
    "assessments.assessment",
    title=gettext_noop("Assessment"),
    refusal=gettext_noop(
        "The assessment is in the state “%(state)s”: this can be done only when it is “%(needed)s”."
    ),
    states=(
        State(PLANNED, gettext_noop("on the plan")),
        State(OPEN, gettext_noop("results are taken"), "due"),
        State(CLOSED, gettext_noop("results final"), "good"),
        State(TOLD, gettext_noop("open to families"), "good"),
    ),
    transitions=(
        _of_official("plan", leads_to=PLANNED, audited=audited.PLAN),
        _of_official("change", PLANNED, OPEN, audited=audited.CHANGE),
        _of_official("cancel", PLANNED, audited=audited.CANCEL, check=_has_no_results),
        _of_official("add_paper", PLANNED, OPEN, audited=audited.ADD_PAPER),
        _of_official("change_paper", PLANNED, OPEN, audited=audited.CHANGE_PAPER),
        _of_official("remove_paper", PLANNED, OPEN, audited=audited.REMOVE_PAPER),
        _of_official(
            "open",
            PLANNED,
            leads_to=OPEN,
            audited=audited.OPEN,
            title=gettext_noop("Take results"),
            check=_has_papers,
            is_asked=False,
        ),
        _of_official(
            "close",
            OPEN,
            leads_to=CLOSED,
            audited=audited.CLOSE,
            title=gettext_noop("Make results final"),
            check=_has_no_appeals,
            is_asked=False,
        ),
        _of_official(
            "tell",
            CLOSED,
            leads_to=TOLD,
            audited=audited.TELL,
            title=gettext_noop("Open to families"),
            tone="",
            is_asked=False,
        ),
        _of_official(
            "withhold",
            TOLD,
            leads_to=CLOSED,
            audited=audited.WITHHOLD,
            title=gettext_noop("Close to families"),
            tone="",
            is_asked=False,
        ),
        _of_official(
            "reopen",
            CLOSED,
            TOLD,
            leads_to=OPEN,
            audited=audited.REOPEN,
            title=gettext_noop("Open anew"),
            tone="",
            is_asked=False,
        ),
    ),
    place=lambda assessment: Installation.current().authority,
)


def _assessment_is_open(result: Any, **_about: Any) -> str:
    if result.paper.assessment.state == OPEN:
        return ""
    return gettext("The assessment takes no results now: ask the authority to open it.")


RESULT = Workflow(
    "assessments.result",
    title=gettext_noop("Result"),
    refusal=gettext_noop(
        "The result is in the state “%(state)s”: this can be done only when it is “%(needed)s”."
    ),
    states=(
        State(PROVISIONAL, gettext_noop("provisional"), "due"),
        State(APPEALED, gettext_noop("appealed"), "bad"),
        State(FINAL, gettext_noop("final"), "good"),
    ),
    transitions=(
        Transition(
            "enter",
            (),
            PROVISIONAL,
            permission=permissions.ENTER,
            audited=audited.ENTER,
            check=_assessment_is_open,
        ),
        Transition(
            "correct",
            (PROVISIONAL,),
            permission=permissions.ENTER,
            audited=audited.CORRECT,
            title=gettext_noop("Correct"),
            tone="",
            check=_assessment_is_open,
        ),
        Transition(
            "appeal",
            (PROVISIONAL, FINAL),
            APPEALED,
            permission=permissions.ENTER,
            audited=audited.APPEAL,
            title=gettext_noop("Note an appeal"),
            tone="",
        ),
        Transition(
            "decide",
            (APPEALED,),
            FINAL,
            permission=permissions.SETTLE,
            audited=audited.DECIDE,
            title=gettext_noop("Decide the appeal"),
        ),
        Transition(
            "confirm",
            (PROVISIONAL,),
            FINAL,
            permission=permissions.SETTLE,
            audited=audited.CONFIRM,
            title=gettext_noop("Make final"),
            tone="",
            is_asked=False,
        ),
        Transition(
            "remove",
            (PROVISIONAL,),
            permission=permissions.ENTER,
            audited=audited.REMOVE,
            title=gettext_noop("Take away"),
            tone="link",
            check=_assessment_is_open,
        ),
    ),
    place=lambda result: result.institution,
)
