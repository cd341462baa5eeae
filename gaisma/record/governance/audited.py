"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import EVERYBODY, INSTITUTION, Action

CHANGE_ACT = Action("act.change", gettext_noop("Changed an act of the register"))
ENTER_ACT = Action(
    "act.enter",
    gettext_noop("Entered an act into the register"),
    news_for=(EVERYBODY,),
    page="governance:acts",
)
REMOVE_ACT = Action("act.remove", gettext_noop("Removed an act from the register"))

CHANGE_BOARD = Action("board.change", gettext_noop("Changed a board"), touches=("boards",))
CHANGE_MEETING = Action(
    "board.change_meeting", gettext_noop("Changed a meeting of a board"), touches=("boards",)
)
CHANGE_MEMBER = Action(
    "board.change_member", gettext_noop("Changed a seat in a board"), touches=("boards",)
)
HOLD_MEETING = Action(
    "board.meet",
    gettext_noop("Recorded a meeting of a board"),
    touches=("boards",),
    news_for=(INSTITUTION,),
    page="governance:boards",
)
REMOVE_MEETING = Action(
    "board.remove_meeting", gettext_noop("Removed a meeting of a board"), touches=("boards",)
)
REMOVE_MEMBER = Action(
    "board.remove_member", gettext_noop("Removed a seat in a board"), touches=("boards",)
)
SEAT_MEMBER = Action("board.seat", gettext_noop("Gave a seat in a board"), touches=("boards",))
SET_UP_BOARD = Action(
    "board.set_up",
    gettext_noop("Put a board together"),
    touches=("boards",),
    news_for=(INSTITUTION,),
    page="governance:boards",
)

READ_BOARD = Action("governance.read", gettext_noop("Opened the page of a board"), is_read=True)

ENTER_PRIORITY = Action("priority.enter", gettext_noop("Entered a priority of methodical work"))
CHANGE_PRIORITY = Action("priority.change", gettext_noop("Changed a priority of methodical work"))
REMOVE_PRIORITY = Action("priority.remove", gettext_noop("Took out a priority of methodical work"))
