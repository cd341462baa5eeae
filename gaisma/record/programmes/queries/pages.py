"""What stands in this room's parts of a person's page."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop

from gaisma.base import access
from gaisma.base.permissions import KEEPERS, REVIEWERS
from gaisma.record.people.parts import Asking, PersonPart
from gaisma.record.programmes.models import (
    Enrolment,
    Group,
    GroupTeacher,
    QueueEntry,
    TransferOffer,
)
from gaisma.record.programmes.querysets import READERS, TEACHERS


@dataclass(frozen=True)
class Place:
    """An enrolment, whether it is over, what the reader may, and the open offer to transfer."""

    enrolment: Enrolment
    is_over: bool
    is_in_sight: bool
    is_kept: bool
    offer: TransferOffer | None


def enrolments(asking: Asking) -> tuple[Place, ...] | None:
    """Where the person learns and learnt; a teacher reads of the present only."""
    rows = asking.person.enrolments.select_related(
        "group__institution", "group__school_year", "programme"
    ).prefetch_related("transfer_offers__to")
    if not asking.is_own and (asking.is_limited or not _reads_all(asking)):
        rows = rows.filter(
            pk__in=Enrolment.objects.visible_to(asking.user, on=asking.on).values("pk")
        )
    every = tuple(_place(row, asking) for row in rows.order_by("-from_on", "pk"))
    return every or None


def _reads_all(asking: Asking) -> bool:
    """Whether a role of the reader reads whole records of learners."""
    return bool(access.reach(asking.user, *READERS))


def _place(row: Enrolment, asking: Asking) -> Place:
    ends = min(filter(None, (row.to_on, row.group.school_year.ends_on)))
    offers = [offer for offer in row.transfer_offers.all() if offer.state == "offered"]
    at = row.group.institution_id
    seen = not _reads_all(asking) or at in access.reach(asking.user, *READERS)
    return Place(
        enrolment=row,
        is_over=ends < asking.on,
        is_in_sight=seen and not asking.is_own,
        is_kept=at in access.reach(asking.user, *KEEPERS),
        offer=offers[0] if offers else None,
    )


def groups_taught(asking: Asking) -> tuple[GroupTeacher, ...] | None:
    """The groups that the person teaches and taught, with `is_in_sight`: may the reader open it."""
    seen = Group.objects.visible_to(asking.user, on=asking.on).filter(pk=OuterRef("group"))
    rows = asking.person.taught_groups.select_related("group__institution", "group__school_year")
    every = rows.annotate(is_in_sight=Exists(seen))
    return tuple(every.order_by("-from_on", "group__name", "pk")) or None


def waiting(asking: Asking) -> tuple[QueueEntry, ...] | None:
    rows = asking.person.queue_entries.select_related("institution")
    return tuple(rows.order_by("-registered_on", "pk")) or None


PARTS = [
    PersonPart(
        "programmes.enrolments",
        gettext_noop("Where the person learns"),
        "programmes/parts/enrolments.html",
        enrolments,
        order=10,
        roles=(*READERS, *TEACHERS),
        by_institution=True,
    ),
    PersonPart(
        "programmes.groups",
        gettext_noop("Groups taught"),
        "programmes/parts/taught.html",
        groups_taught,
        order=25,
        roles=REVIEWERS,
    ),
    PersonPart(
        "programmes.queue",
        gettext_noop("Waiting for a place"),
        "programmes/parts/waiting.html",
        waiting,
        order=40,
        roles=REVIEWERS,
    ),
]
