"""How the offer of a learner to another institution is answered, and by whom."""

from typing import Any

from django.utils.translation import gettext_noop

from gaisma.base.models import Organisation
from gaisma.base.workflow import State, Transition, Workflow
from gaisma.record.programmes import audited
from gaisma.record.programmes.permissions import KEEP_LEARNERS

OFFERED, ACCEPTED, DECLINED, WITHDRAWN = ("offered", "accepted", "declined", "withdrawn")


def _giving(offer: Any) -> Organisation:
    place: Organisation = offer.enrolment.group.institution
    return place


TRANSFER = Workflow(
    "programmes.transfer",
    title=gettext_noop("Transfer"),
    refusal=gettext_noop("This offer has been decided on already."),
    states=(
        State(OFFERED, gettext_noop("waits for an answer"), "due"),
        State(ACCEPTED, gettext_noop("accepted")),
        State(DECLINED, gettext_noop("declined")),
        State(WITHDRAWN, gettext_noop("withdrawn")),
    ),
    transitions=(
        Transition(
            "offer",
            (),
            OFFERED,
            permission=KEEP_LEARNERS,
            audited=audited.OFFER_TRANSFER,
            place=_giving,
        ),
        Transition(
            "accept",
            (OFFERED,),
            ACCEPTED,
            permission=KEEP_LEARNERS,
            audited=audited.ACCEPT_TRANSFER,
            title=gettext_noop("Accept"),
            view="offer_accept",
        ),
        Transition(
            "decline",
            (OFFERED,),
            DECLINED,
            permission=KEEP_LEARNERS,
            audited=audited.DECLINE_TRANSFER,
            title=gettext_noop("Decline"),
            tone="danger",
            view="offer_decline",
            is_asked=False,
        ),
        Transition(
            "withdraw",
            (OFFERED,),
            WITHDRAWN,
            permission=KEEP_LEARNERS,
            audited=audited.WITHDRAW_TRANSFER,
            title=gettext_noop("Withdraw the offer"),
            tone="",
            place=_giving,
            view="offer_withdraw",
            is_asked=False,
        ),
    ),
    place=lambda offer: offer.to,
)
