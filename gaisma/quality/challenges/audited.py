"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

NAME = Action("challenge.name", gettext_noop("Named a challenge of the year"))
CHANGE = Action("challenge.change", gettext_noop("Changed a challenge of the year"))
DROP = Action("challenge.drop", gettext_noop("Struck out a challenge of the year"))
ADD_TASK = Action("challenge.add_task", gettext_noop("Added a task to a challenge of the year"))
CHANGE_TASK = Action(
    "challenge.change_task", gettext_noop("Changed a task of a challenge of the year")
)
REMOVE_TASK = Action(
    "challenge.remove_task", gettext_noop("Took away a task of a challenge of the year")
)
CONCLUDE = Action("challenge.conclude", gettext_noop("Said what became of a challenge of the year"))
REOPEN = Action("challenge.reopen", gettext_noop("Went on with a concluded challenge of the year"))
CARRY_ON = Action(
    "challenge.carry_on", gettext_noop("Took a challenge on into the next school year")
)
