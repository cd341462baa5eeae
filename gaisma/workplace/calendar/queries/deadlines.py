"""Deadlines: who owes, who has delivered, who is waited for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlencode

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from gaisma.base import access, wording
from gaisma.base.models import Organisation, User
from gaisma.workplace.calendar.models import Deadline, Delivery
from gaisma.workplace.calendar.permissions import SEE_MISSING
from gaisma.workplace.calendar.queries.places import Audience, Place

NEAR = timedelta(days=14)
"""A deadline this near wants attention."""


@dataclass(frozen=True)
class DeadlineLine:
    """An institution and what it has delivered by a deadline."""

    institution: Place
    delivery: Delivery | None

    @property
    def is_delivered(self) -> bool:
        return self.delivery is not None and self.delivery.state != "returned"

    @property
    def is_returned(self) -> bool:
        return self.delivery is not None and self.delivery.state == "returned"


@dataclass(frozen=True)
class Progress:
    """A deadline with all who owe, as far as the reader sees them."""

    deadline: Deadline
    lines: tuple[DeadlineLine, ...]
    on: date

    @property
    def delivered(self) -> int:
        return sum(line.is_delivered for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def waiting(self) -> tuple[Place, ...]:
        return tuple(line.institution for line in self.lines if not line.is_delivered)

    @property
    def is_done(self) -> bool:
        return not self.waiting

    @property
    def is_overdue(self) -> bool:
        return bool(self.waiting) and self.deadline.due_on < self.on

    @property
    def is_near(self) -> bool:
        return bool(self.waiting) and self.on <= self.deadline.due_on <= self.on + NEAR


def progress(
    user: User, *, on: date, first: date | None = None, last: date | None = None
) -> tuple[Progress, ...]:
    """The deadlines between two days that concern the person, with their progress, by day."""
    rows = Deadline.objects.all()
    rows = rows.filter(due_on__gte=first) if first else rows
    rows = rows.filter(due_on__lte=last) if last else rows
    return of_rows(rows, Audience.of_reader(user), on=on)


AHEAD, BEHIND = timedelta(days=30), timedelta(days=365)
"""At hand is what is due within a month, and what has been late for less than a year."""


def at_hand(user: User, *, on: date) -> tuple[Progress, ...]:
    """The deadlines that concern the person now; read once for each loaded user and day."""
    known: dict[date, tuple[Progress, ...]] = user.__dict__.setdefault("_deadlines_at_hand", {})
    if on not in known:
        known[on] = progress(user, on=on, first=on - BEHIND, last=on + AHEAD)
    return known[on]


def of_rows(rows: "QuerySet[Deadline]", audience: Audience, *, on: date) -> tuple[Progress, ...]:
    """Of these deadlines those that concern the audience, with what it may see of them."""
    chosen = rows.filter(organisation__in=audience.nodes).order_by("due_on", "title", "pk")
    deadlines = list(
        chosen.prefetch_related(Prefetch("listed", queryset=Organisation.objects.only("pk")))
    )
    delivered = _deliveries(deadlines)
    found = []
    for deadline in deadlines:
        bound = audience.tree.bound(deadline)
        if audience.sees(deadline, bound):
            mine = _shown(deadline, bound, audience)
            lines = (DeadlineLine(place, delivered[deadline.pk].get(place.id)) for place in mine)
            found.append(Progress(deadline, tuple(lines), on))
    return tuple(found)


def _shown(deadline: Deadline, bound: Iterable[Place], audience: Audience) -> Iterable[Place]:
    """What others owe is not a head's business; who oversees the deadline sees all."""
    if deadline.organisation_id in audience.overseen:
        return bound
    return [place for place in bound if place.id in audience.reach]


def _deliveries(deadlines: Iterable[Deadline]) -> dict[int, dict[int, Delivery]]:
    found: dict[int, dict[int, Delivery]] = defaultdict(dict)
    rows = Delivery.objects.filter(deadline__in=[one.pk for one in deadlines])
    for row in rows.select_related("delivered_by", "answered_by"):
        found[row.deadline_id][row.institution_id] = row
    return found


def one(user: User, deadline_id: int, *, on: date) -> Progress:
    """A deadline with its progress, or Http404 when there is none or it does not concern them."""
    found = of_rows(
        Deadline.objects.filter(pk=deadline_id).select_related("act", "organisation"),
        Audience.of_reader(user),
        on=on,
    )
    if not found:
        raise Http404
    return found[0]


def line(
    user: User, deadline_id: int, organisation_id: int, *, on: date
) -> tuple[Progress, DeadlineLine]:
    """What an institution owes by a deadline, or Http404."""
    access.found(user, organisation_id)
    found = one(user, deadline_id, on=on)
    for candidate in found.lines:
        if candidate.institution.id == organisation_id:
            return found, candidate
    raise Http404


def delivery(user: User, delivery_id: int) -> Delivery:
    """The delivery of an institution that the person sees, or Http404."""
    return get_object_or_404(
        Delivery.objects.select_related("deadline", "institution"),
        pk=delivery_id,
        institution__in=access.visible(user),
    )


def may_see_progress(user: User) -> bool:
    """Whether the person sees who has delivered what."""
    return access.may(user, SEE_MISSING)


@dataclass(frozen=True)
class Reminder:
    """A letter to those who are waited for: its text, and an address that opens it as mail."""

    text: str
    address: str
    recipients: int


def reminder(progress: Progress) -> Reminder:
    """The letter to the institutions that have not delivered."""
    deadline = progress.deadline
    subject = gettext("Reminder: %(title)s") % {"title": deadline.title}
    names = ", ".join(place.name for place in progress.waiting)
    late = (
        gettext("It was due on %(day)s.")
        if progress.is_overdue
        else gettext("It is due on %(day)s.")
    )
    sentences = [
        gettext("We remind you of “%(title)s”.") % {"title": deadline.title},
        late % {"day": wording.day(deadline.due_on)},
        gettext("We are waiting for: %(names)s.") % {"names": names},
        gettext("Please deliver it in Gaisma, on the page “Missing work”."),
    ]
    text = " ".join(sentences)
    to = [place.email for place in progress.waiting if place.email]
    query = urlencode({"bcc": ",".join(to), "subject": subject, "body": text}, quote_via=quote)
    return Reminder(text, f"mailto:?{query}" if to else "", len(to))
