"""What is done in this room, as the audit knows it."""

from django.utils.translation import gettext_noop

from gaisma.base.audit import EVERYBODY, INSTITUTION, Action

CHANGE_DEADLINE = Action("deadline.change", gettext_noop("Changed a deadline"))
LIFT_DEADLINE = Action("deadline.lift", gettext_noop("Lifted a deadline"))
SET_DEADLINE = Action(
    "deadline.set",
    gettext_noop("Said by when something is due"),
    news_for=(EVERYBODY,),
    page="calendar:month",
)

ACCEPT_DELIVERY = Action(
    "delivery.accepted", gettext_noop("Accepted what was delivered"), news_for=(INSTITUTION,)
)
DELIVER = Action(
    "delivery.deliver", gettext_noop("Delivered what was due"), news_for=(INSTITUTION,)
)
RETURN_DELIVERY = Action(
    "delivery.returned", gettext_noop("Returned what was delivered"), news_for=(INSTITUTION,)
)

CHOOSE_DIGEST = Action(
    "digest.choose", gettext_noop("Chose how often what is due comes as a letter")
)

MAKE_FEED = Action("feed.make", gettext_noop("Made an address of the calendar"))
TAKE_BACK_FEED = Action("feed.take_back", gettext_noop("Took back an address of the calendar"))

CALL_OFF_MEASURE = Action(
    "measure.call_off",
    gettext_noop("Called off a measure"),
    news_for=(EVERYBODY,),
    page="calendar:month",
)
CHANGE_MEASURE = Action("measure.change", gettext_noop("Changed a measure"))
PLAN_MEASURE = Action(
    "measure.plan", gettext_noop("Planned a measure"), news_for=(EVERYBODY,), page="calendar:month"
)
