"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import Action

LAKE = ("support_activities",)

ASK = Action("activity.ask", gettext_noop("Asked for an activity with other bodies"), touches=LAKE)
CHANGE = Action(
    "activity.change", gettext_noop("Changed an activity with other bodies"), touches=LAKE
)
AGREE = Action(
    "activity.agree", gettext_noop("Agreed on an activity with other bodies"), touches=LAKE
)
DECLINE = Action(
    "activity.decline", gettext_noop("Declined an activity with other bodies"), touches=LAKE
)
CANCEL = Action(
    "activity.cancel", gettext_noop("Cancelled an activity with other bodies"), touches=LAKE
)
REOPEN = Action(
    "activity.reopen", gettext_noop("Asked anew for an activity with other bodies"), touches=LAKE
)
HOLD = Action(
    "activity.hold", gettext_noop("Marked an activity with other bodies as held"), touches=LAKE
)
CORRECT = Action(
    "activity.correct",
    gettext_noop("Corrected what came of an activity with other bodies"),
    touches=LAKE,
)
TAKE_BACK = Action(
    "activity.take_back",
    gettext_noop("Took back that an activity with other bodies was held"),
    touches=LAKE,
)

ADD_PARTNER = Action("partner.add", gettext_noop("Wrote down a partner body"))
CHANGE_PARTNER = Action("partner.change", gettext_noop("Changed a partner body"))
CLOSE_PARTNER = Action("partner.close", gettext_noop("Ended work with a partner body"))
REOPEN_PARTNER = Action("partner.reopen", gettext_noop("Went on working with a partner body"))
