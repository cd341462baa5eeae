"""How the plan of a new school year is prepared, carried out and undone."""

from typing import Any

from django.utils.translation import gettext_noop

from gaisma.base.workflow import State, Transition, Workflow, pgettext_noop
from gaisma.workplace.new_year import audited
from gaisma.workplace.new_year.permissions import PREPARE

PREPARED, DONE, UNDONE = ("prepared", "done", "undone")


def _planned(key: str, *, leads_to: str = "", **more: Any) -> Transition:
    """What is done as long as nothing of the plan stands in the record."""
    return Transition(key, (PREPARED, UNDONE), leads_to, permission=PREPARE, **more)


PLAN = Workflow(
    "new_year.plan",
    title=gettext_noop("New school year"),
    refusal=gettext_noop("This plan is carried out: undo it first, then change it."),
    states=(
        State(PREPARED, pgettext_noop("plan", "being prepared"), "due"),
        State(DONE, pgettext_noop("plan", "carried out"), "good"),
        State(UNDONE, pgettext_noop("plan", "undone")),
    ),
    transitions=(
        Transition("begin", (), PREPARED, permission=PREPARE, audited=audited.BEGIN),
        _planned("change_groups", audited=audited.CHANGE_GROUPS),
        _planned("change_group", audited=audited.CHANGE_GROUP),
        _planned("open_group", audited=audited.OPEN_GROUP),
        _planned("drop_group", audited=audited.DROP_GROUP),
        _planned("change_learners", audited=audited.CHANGE_LEARNERS),
        _planned("change_programmes", audited=audited.CHANGE_PROGRAMMES),
        _planned("drop", audited=audited.DROP),
        _planned("carry_out", leads_to=DONE, audited=audited.CARRY_OUT),
        Transition(
            "undo",
            (DONE,),
            UNDONE,
            permission=PREPARE,
            audited=audited.UNDO,
            refusal=gettext_noop("Nothing is carried out yet, so there is nothing to undo."),
        ),
    ),
    place=lambda plan: plan.institution,
)
