"""How the closing of an institution is prepared, carried out and undone."""

from typing import Any

from django.utils.translation import gettext_noop

from gaisma.base.workflow import State, Transition, Workflow, pgettext_noop
from gaisma.workplace.closing import audited
from gaisma.workplace.closing.permissions import CLOSE

PREPARED, DONE, UNDONE = ("prepared", "done", "undone")


def _planned(key: str, *, leads_to: str = "", **more: Any) -> Transition:
    """What is done as long as nothing of the plan stands in the record."""
    return Transition(key, (PREPARED, UNDONE), leads_to, permission=CLOSE, **more)


CLOSING = Workflow(
    "closing.closing",
    title=gettext_noop("Closing of an institution"),
    refusal=gettext_noop("This closing is carried out: undo it first, then change it."),
    states=(
        State(PREPARED, pgettext_noop("closing", "being prepared"), "due"),
        State(DONE, pgettext_noop("closing", "carried out"), "good"),
        State(UNDONE, pgettext_noop("closing", "undone")),
    ),
    transitions=(
        Transition("begin", (), PREPARED, permission=CLOSE, audited=audited.BEGIN),
        _planned("change", audited=audited.CHANGE),
        _planned("change_groups", audited=audited.CHANGE_GROUPS),
        _planned("change_posts", audited=audited.CHANGE_POSTS),
        _planned("drop", audited=audited.DROP),
        _planned("carry_out", leads_to=DONE, audited=audited.CARRY_OUT),
        Transition(
            "undo",
            (DONE,),
            UNDONE,
            permission=CLOSE,
            audited=audited.UNDO,
            refusal=gettext_noop("Nothing is carried out yet, so there is nothing to undo."),
        ),
    ),
    place=lambda plan: plan.institution,
)
