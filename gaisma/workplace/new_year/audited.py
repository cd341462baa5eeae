"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import INSTITUTION, Action

BEGIN = Action("new_year.begin", gettext_noop("Began to prepare a new school year"))
CARRY_OUT = Action(
    "new_year.carry_out",
    gettext_noop("Carried out the new school year"),
    touches_what_it_finds=True,
)
CHANGE_GROUP = Action(
    "new_year.change_group", gettext_noop("Changed a group of the new school year")
)
CHANGE_GROUPS = Action(
    "new_year.change_groups", gettext_noop("Changed groups of the new school year")
)
CHANGE_LEARNERS = Action(
    "new_year.change_learners", gettext_noop("Changed who learns on next year")
)
CHANGE_PROGRAMMES = Action(
    "new_year.change_programmes", gettext_noop("Changed next year's programmes")
)
CONFIRM = Action(
    "new_year.confirm",
    gettext_noop("Confirmed that the register is right"),
    news_for=(INSTITUTION,),
)
DROP = Action("new_year.drop", gettext_noop("Dropped the plan of a new school year"))
DROP_GROUP = Action("new_year.drop_group", gettext_noop("Dropped a group of the new school year"))
OPEN_GROUP = Action("new_year.open_group", gettext_noop("Planned a group of the new school year"))
UNDO = Action(
    "new_year.undo", gettext_noop("Took the new school year back"), touches_what_it_finds=True
)
