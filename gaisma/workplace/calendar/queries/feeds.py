"""Whose calendar a secret address opens, and what stands in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation

from gaisma.base import access, appointments, sorting
from gaisma.base.appointments import Appointment
from gaisma.base.models import Installation, Organisation, User
from gaisma.base.secret_addresses import hashed
from gaisma.workplace.calendar.models import Deadline, Feed, Measure
from gaisma.workplace.calendar.permissions import SEE_CALENDAR
from gaisma.workplace.calendar.queries import deadlines, entries
from gaisma.workplace.calendar.queries.places import Audience, Tree

AROUND = timedelta(days=366)
"""Own appointments stand in the feed so long before and after today."""


@dataclass(frozen=True)
class Feeding:
    """What a calendar program is given."""

    name: str
    language: str
    measures: tuple[Measure, ...]
    deadlines: tuple[Deadline, ...]
    appointments: tuple[Appointment, ...]


@dataclass(frozen=True)
class FeedLine:
    """An institution's calendar on the page of addresses."""

    organisation: Organisation
    made_at: datetime | None


def feed(token: str) -> Feed:
    """The feed of that token. Raises Http404."""
    rows = Feed.objects.select_related("user", "organisation")
    found = rows.filter(token_hash=hashed(token)).first()
    if found is None or (found.user and not access.may(found.user, SEE_CALENDAR)):
        raise Http404
    return found


def feeding(found: Feed) -> Feeding:
    """What concerns whose feed it is, and is planned for them; no names of people are among."""
    audience = _audience(found)
    on = Installation.current().as_of()
    due = deadlines.of_rows(Deadline.objects.all(), audience, on=on)
    language = found.user.language if found.user else Installation.current().language
    with translation.override(language):
        own = appointments.between(found.user, on - AROUND, on + AROUND) if found.user else ()
    return Feeding(
        name=found.organisation.name if found.organisation else "",
        language=language,
        measures=entries.measures(audience),
        deadlines=tuple(progress.deadline for progress in due),
        appointments=own,
    )


def _audience(found: Feed) -> Audience:
    tree = Tree.read()
    if found.organisation is not None:
        return Audience.of_institution(found.organisation, tree)
    if found.user is None:
        raise Http404
    return Audience.of(found.user, tree)


def own(user: User) -> Feed | None:
    """The person's own feed, if they have made its address."""
    return Feed.objects.filter(user=user).first()


def of_institutions(user: User) -> Iterator[FeedLine]:
    """The institutions whose calendar's address the person makes."""
    reach = access.reach(user, "specialist", "manager", "head", "deputy")
    rows: QuerySet[Organisation] = Organisation.objects.institutions().filter(pk__in=reach)
    on = Installation.current().as_of()
    found = rows.open_on(on).select_related("feed")  # type: ignore[attr-defined]
    for row in sorted(found, key=lambda one: sorting.natural(one.name)):
        made = getattr(row, "feed", None)
        yield FeedLine(row, made.made_at if made else None)
