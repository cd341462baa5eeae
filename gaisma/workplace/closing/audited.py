"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

BEGIN = Action("closing.begin", gettext_noop("Began to close an institution"))
CARRY_OUT = Action(
    "closing.carry_out",
    gettext_noop("Carried out the closing of an institution"),
    touches=("statuses", "sites"),
    touches_what_it_finds=True,
)
CHANGE = Action("closing.change", gettext_noop("Changed the plan of a closing"))
CHANGE_GROUPS = Action(
    "closing.change_groups", gettext_noop("Changed where groups go at a closing")
)
CHANGE_POSTS = Action(
    "closing.change_posts", gettext_noop("Changed what becomes of posts at a closing")
)
DROP = Action("closing.drop", gettext_noop("Dropped the plan of a closing"))
UNDO = Action(
    "closing.undo",
    gettext_noop("Took the closing of an institution back"),
    touches=("statuses", "sites"),
    touches_what_it_finds=True,
)
