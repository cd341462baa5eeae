"""How what is due by a deadline is delivered, taken or given back, and by whom."""

from typing import Any

from django.utils.translation import gettext_noop

from gaisma.base.models import Organisation
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.workplace.calendar import audited
from gaisma.workplace.calendar.permissions import DELIVER, KEEP_DEADLINES

DELIVERED, ACCEPTED, RETURNED = ("delivered", "accepted", "returned")


def _asking(delivery: Any) -> Organisation:
    """Who set the deadline."""
    place: Organisation = delivery.deadline.organisation
    return place


DELIVERY = Workflow(
    "calendar.delivery",
    title=gettext_noop("Delivery"),
    refusal=gettext_noop("It is with the institution, which has to deliver it anew."),
    states=(
        State(DELIVERED, gettext_noop("delivered")),
        State(
            ACCEPTED,
            gettext_noop("accepted"),
            "good",
            refusal=gettext_noop(
                "The authority has accepted it already; ask it to return it first."
            ),
        ),
        State(RETURNED, gettext_noop("returned for mending"), "bad"),
    ),
    transitions=(
        Transition("deliver", (), DELIVERED, permission=DELIVER, audited=audited.DELIVER),
        Transition(
            "deliver_anew",
            (DELIVERED, RETURNED),
            DELIVERED,
            permission=DELIVER,
            audited=audited.DELIVER,
        ),
        Transition(
            "accept",
            (DELIVERED, ACCEPTED),
            ACCEPTED,
            permission=KEEP_DEADLINES,
            audited=audited.ACCEPT_DELIVERY,
            place=_asking,
        ),
        Transition(
            "return",
            (DELIVERED, ACCEPTED),
            RETURNED,
            permission=KEEP_DEADLINES,
            audited=audited.RETURN_DELIVERY,
            place=_asking,
        ),
    ),
    place=lambda delivery: delivery.institution,
)
