"""How a case goes: it is opened, worked on, closed with its outcome, and perhaps opened again; and
how an algorithm is followed."""

from typing import Any

from django.utils.translation import gettext_noop

from gaisma.base.models import User
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.prevention import audited, permissions

OPEN, CLOSED = ("open", "closed")
FOLLOWED, FINISHED = ("open", "finished")


def _works(case: Any, user: User) -> bool:
    return bool(case.is_worked_on_by(user))


def _gives(case: Any, user: User) -> bool:
    return bool(case.is_seen_by(user))


def _of_the_case(key: str, **more: Any) -> Transition:
    more = {"is_for": _works, **more}
    return Transition(key, (OPEN,), permission=permissions.WORK_ON_CASES, **more)


CASE = Workflow(
    "prevention.case",
    title=gettext_noop("Support case"),
    refusal=gettext_noop("The case is closed: open it again first."),
    states=(
        State(OPEN, gettext_noop("support goes on"), "due"),
        State(CLOSED, gettext_noop("case closed"), "good"),
    ),
    transitions=(
        Transition(
            "open",
            (),
            OPEN,
            permission=permissions.OPEN_CASES,
            audited=audited.OPEN,
            told=gettext_noop("opened"),
        ),
        _of_the_case("change", audited=audited.CHANGE, told=gettext_noop("changed")),
        _of_the_case("name", audited=audited.NAME, told=gettext_noop("a participant named")),
        _of_the_case("let_go", audited=audited.LET_GO, told=gettext_noop("a part ended")),
        _of_the_case("plan", audited=audited.PLAN, told=gettext_noop("support planned")),
        _of_the_case("replan", audited=audited.REPLAN, told=gettext_noop("planned anew")),
        _of_the_case(
            "give", audited=audited.GIVE, is_for=_gives, told=gettext_noop("support given")
        ),
        _of_the_case(
            "take_back", audited=audited.TAKE_BACK, is_for=_gives, told=gettext_noop("taken back")
        ),
        _of_the_case("meet", audited=audited.MEET, told=gettext_noop("a meeting held")),
        _of_the_case("set_review", audited=audited.SET_REVIEW, told=gettext_noop("a review set")),
        _of_the_case("review", audited=audited.REVIEW, told=gettext_noop("reviewed")),
        _of_the_case("follow", audited=audited.FOLLOW, told=gettext_noop("an algorithm begun")),
        _of_the_case("close", leads_to=CLOSED, audited=audited.CLOSE, told=gettext_noop("closed")),
        Transition(
            "reopen",
            (CLOSED,),
            OPEN,
            permission=permissions.WORK_ON_CASES,
            audited=audited.REOPEN,
            is_for=_works,
            refusal=gettext_noop("The case is open."),
            told=gettext_noop("opened again"),
        ),
    ),
    place=lambda _case: None,
    unfit=gettext_noop("This case is another's to work on."),
)


def _follows(run: Any, user: User) -> bool:
    return _works(run.case, user)


def _of_the_run(key: str, **more: Any) -> Transition:
    more = {"is_for": _follows, **more}
    return Transition(key, (FOLLOWED,), permission=permissions.WORK_ON_CASES, **more)


RUN = Workflow(
    "prevention.run",
    title=gettext_noop("Algorithm of action"),
    refusal=gettext_noop("The algorithm is finished: begin another one."),
    states=(
        State(FOLLOWED, gettext_noop("steps go on"), "due"),
        State(FINISHED, gettext_noop("algorithm finished"), "good"),
    ),
    transitions=(
        Transition(
            "start",
            (),
            FOLLOWED,
            permission=permissions.WORK_ON_CASES,
            audited=audited.FOLLOW,
            told=gettext_noop("begun"),
        ),
        _of_the_run("tick", audited=audited.TICK, told=gettext_noop("a step ended")),
        _of_the_run("untick", audited=audited.UNTICK, told=gettext_noop("a step taken back")),
        _of_the_run(
            "finish",
            leads_to=FINISHED,
            audited=audited.FINISH_RUN,
            told=gettext_noop("finished"),
        ),
    ),
    place=lambda _run: None,
    unfit=gettext_noop("This algorithm is another's to follow."),
)
