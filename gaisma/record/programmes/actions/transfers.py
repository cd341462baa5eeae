"""A learner goes over to another institution: offered by the one, accepted by the other.

Whoever keeps both institutions, as officials do, transfers at once with `enrolments.transfer`.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations.policies import check_open, ends_after_it_starts
from gaisma.record.programmes.actions import enrolments
from gaisma.record.programmes.actions.enrolments import Enrolled
from gaisma.record.programmes.models import Enrolment, Group, TransferOffer
from gaisma.record.programmes.permissions import KEEP_LEARNERS
from gaisma.record.programmes.workflow import TRANSFER


def offer(
    *,
    enrolment: Enrolment,
    to: Organisation,
    on: date,
    by: User | None,
    at: datetime,
    note: str = "",
) -> TransferOffer:
    """Propose a learner to another institution from a day on. Raises UnableToRecord."""
    here = enrolment.group.institution
    changes.demand(KEEP_LEARNERS, by=by, organisation=here)
    check_open(to, on=on)
    ends_after_it_starts(enrolment.from_on, on - timedelta(days=1))
    if to == here:
        raise UnableToRecord(
            _("The learner is at this institution: move them to another group instead."),
            code="same_institution",
        )
    if enrolment.transfer_offers.open().exists():
        raise UnableToRecord(
            _("The learner is offered already: withdraw that offer first."), code="offered_already"
        )
    return recording.add(
        TransferOffer,
        {"enrolment": enrolment, "to": to, "on": on, "note": note, "offered_by": by},
        action=TRANSFER["offer"].audited,
        by=by,
        at=at,
        organisation=to,
    )


def accept(
    *, offer: TransferOffer, group: Group, revision: int, by: User | None, at: datetime
) -> Enrolled:
    """Take the learner into a group: there from the day of the offer, here until the day before.

    Raises UnableToChange and UnableToRecord.
    """
    changes.demand(KEEP_LEARNERS, by=by, organisation=group.institution)
    with transaction.atomic():
        _decide(offer, "accept", revision=revision, by=by, at=at)
        enrolment = offer.enrolment
        return enrolments.moved(
            enrolment=enrolment, to=group, on=offer.on, revision=enrolment.revision, by=by, at=at
        )


def decline(*, offer: TransferOffer, revision: int, by: User | None, at: datetime) -> TransferOffer:
    """Do not take the learner. Raises UnableToChange."""
    return _decide(offer, "decline", revision=revision, by=by, at=at)


def withdraw(
    *, offer: TransferOffer, revision: int, by: User | None, at: datetime
) -> TransferOffer:
    """Take the offer back before it is decided on. Raises UnableToChange."""
    return _decide(offer, "withdraw", revision=revision, by=by, at=at)


def _decide(
    offer: TransferOffer, act: str, *, revision: int, by: User | None, at: datetime
) -> TransferOffer:
    TRANSFER.admit(offer, act, by=by)
    return recording.change(
        offer,
        {"state": TRANSFER[act].leads_to, "decided_by": by, "decided_at": at},
        revision=revision,
        action=TRANSFER[act].audited,
        by=by,
        at=at,
        organisation=offer.to,
    )
