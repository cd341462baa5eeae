"""How a lesson and a talk go: planned, held, perhaps taken back; what was taken back stays."""

from typing import Any

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action
from gaisma.base.models import User
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.quality.socialemotional import audited
from gaisma.quality.socialemotional.permissions import ENTER
from gaisma.quality.socialemotional.terms import HELD, PLANNED, UNDONE
from gaisma.record.people.selectors import today
from gaisma.record.programmes.models import Group


def leads(user: User, group: Group) -> bool:
    """Whether somebody is the class teacher of the class today."""
    return Group.objects.of_class_teacher(user, on=today()).filter(pk=group.pk).exists()


def _leads(row: Any, user: User) -> bool:
    return leads(user, row.group)


def _going(
    key: str, title: str, *, note: Action, plan: Action, hold: Action, undo: Action
) -> Workflow:
    """The way of a lesson or a talk, by what each step writes into the audit."""

    def step(name: str, taken_from: tuple[str, ...], to: str, does: Action, **more: Any) -> Any:
        whole = f"{name}_{key.rpartition('.')[2]}"
        own = {"permission": ENTER, "audited": does, "is_for": _leads, "is_asked": False}
        return Transition(whole, taken_from, to, **{**own, **more})

    return Workflow(
        key,
        title=title,
        refusal=gettext_noop("This is “%(state)s”; it can be done of what is “%(needed)s”."),
        states=(
            State(PLANNED, gettext_noop("planned"), "due"),
            State(HELD, gettext_noop("took place"), "good"),
            State(UNDONE, gettext_noop("taken back")),
        ),
        transitions=(
            step("note", (), HELD, note),
            step("plan", (), PLANNED, plan),
            step("hold", (PLANNED,), HELD, hold, title=gettext_noop("Took place"), tone=""),
            step(
                "undo", (PLANNED, HELD), UNDONE, undo, title=gettext_noop("Take back"), tone="link"
            ),
        ),
        place=lambda row: row.group.institution,
        unfit=gettext_noop("Only the class teacher enters what happens in the class."),
    )


LESSON = _going(
    "socialemotional.lesson",
    gettext_noop("Lesson of social and emotional learning"),
    note=audited.NOTE_LESSON,
    plan=audited.PLAN_LESSON,
    hold=audited.HOLD_LESSON,
    undo=audited.UNDO_LESSON,
)
TALK = _going(
    "socialemotional.talk",
    gettext_noop("Talk with a family"),
    note=audited.NOTE_TALK,
    plan=audited.PLAN_TALK,
    hold=audited.HOLD_TALK,
    undo=audited.UNDO_TALK,
)
