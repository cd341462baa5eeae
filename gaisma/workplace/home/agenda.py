"""What is due for the reader, what comes next, and what changed lately: from the audit, in words
and without names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from gaisma.base import access, audit, wording
from gaisma.base.audit import ADMINISTRATORS, EVERYBODY, INSTITUTION, OFFICIALS
from gaisma.base.models import AuditRecord, User
from gaisma.base.permissions import REVIEWERS
from gaisma.base.wording.agreement import counted
from gaisma.workplace.calendar.queries import deadlines, entries, missing
from gaisma.workplace.calendar.queries.deadlines import Progress
from gaisma.workplace.calendar.queries.entries import Entry
from gaisma.workplace.calendar.queries.missing import Gathered, Missing

SHOWN = 6
NAMED = 3


@dataclass(frozen=True)
class Task:
    """Something that is owed: what, how urgent, who is waited for, where it is done."""

    title: str
    address: str
    tone: str
    state: str
    note: str


@dataclass(frozen=True)
class Due:
    """The card of what is due: the most urgent, how many are late, how many more there are."""

    tasks: tuple[Task, ...]
    late: int
    more: int


def due(user: User, *, on: date, city: str) -> Due | None:
    """What is due within the person's reach; None for whom nothing is ever due.

    Who may not look at what others owe sees all of the own, or no card.
    """
    lines = missing.missing(user, on=on)
    if not access.may(user, "calendar.see_missing"):
        own = tuple(_own(line) for line in lines)
        return Due(own, late=sum(line.is_late for line in lines), more=0) if own else None
    is_of_one = len({line.organisation_id for line in lines}) == 1
    known = {
        (one.deadline.title, one.deadline.due_on): one for one in deadlines.at_hand(user, on=on)
    }
    tasks = tuple(
        _task(
            line,
            known.get((line.sentence, line.due_on)) if line.due_on else None,
            city="" if is_of_one else city,
        )
        for line in missing.gathered(lines)
    )
    late = sum(task.tone == "bad" for task in tasks)
    return Due(tasks[:SHOWN], late=late, more=max(len(tasks) - SHOWN, 0))


def _own(line: Missing) -> Task:
    """A line of somebody who owes it alone."""
    note = wording.day(line.due_on) if line.due_on else ""
    return Task(line.sentence, line.address, line.tone, line.state, note)


def _task(line: Gathered, known: Progress | None, *, city: str) -> Task:
    """A line of the card; without a city the reader's institution is the only one that owes."""
    words = [wording.day(line.due_on)] if line.due_on else []
    if known and known.total > 1:
        words.append(entries.told(known))
    if city:
        words.append(_waiting(line, city))
    return Task(
        title=line.sentence,
        address=_address(line, known),
        tone=line.tone,
        state=line.state,
        note=" · ".join(words),
    )


def _address(line: Gathered, known: Progress | None) -> str:
    """Where it is done at once, or where all who owe it stand."""
    if len(line.organisations) == 1:
        return line.address
    if known:
        return known.deadline.get_absolute_url()
    return f"{reverse('calendar:missing')}?duty={line.duty_key}"


def _waiting(line: Gathered, city: str) -> str:
    """Who is waited for, by their short names: the city's own name goes without saying."""
    names = [name.removeprefix(f"{city} ") for name in line.organisations]
    listed = ", ".join(names[:NAMED])
    rest = len(names) - NAMED
    if rest > 0:
        more = ngettext("and %(rest)s more", "and %(rest)s more", rest) % {"rest": rest}
        listed = f"{listed} {more}"
    return gettext("waiting for %(names)s") % {"names": listed}


AHEAD = timedelta(days=21)
NEXT = 5


def soon(user: User, *, on: date) -> tuple[Entry, ...]:
    """The next measures and semesters; deadlines stand among what is due."""
    return entries.without_deadlines(user, on, on + AHEAD)[:NEXT]


LATEST = 6
LATELY = timedelta(days=30)
READ = 200
"""So many acts are looked at; older ones are not lately."""

OVERSEEING = ("specialist", "manager", "auditor")
SEVERAL = 2
Row = tuple[datetime, str, str | None]


@dataclass(frozen=True)
class Change:
    """One kind of act on a day: what was done, where, how many times."""

    title: str
    organisation: str
    on: date
    times: int
    address: str


def changes(user: User, *, role: str, at: datetime) -> tuple[Change, ...]:
    """The latest changes that concern the person, the newest first."""
    rows = AuditRecord.objects.filter(_concerns(user, role), at__gte=at - LATELY)
    latest = rows.order_by("-at", "-pk").values_list("at", "action", "organisation__name")
    return tuple(_changes(latest[:READ]))[:LATEST]


def _concerns(user: User, role: str) -> Q:
    if role == "administrator":
        return _news_for(ADMINISTRATORS)
    reach = access.reach(user, *REVIEWERS, "founder")
    own = _news_for(INSTITUTION) & Q(organisation__in=reach)
    concerns = own | _news_for(EVERYBODY)
    return concerns | _news_for(OFFICIALS) if role in OVERSEEING else concerns


def _news_for(readers: str) -> Q:
    return Q(action__in=audit.news_for(readers))


def _changes(rows: Iterable[Row]) -> Iterable[Change]:
    same: dict[tuple[date, str], list[str]] = {}
    for at, action, name in rows:
        same.setdefault((timezone.localdate(at), action), []).append(name or "")
    for (day, action), names in same.items():
        yield Change(
            title=audit.title(action),
            organisation=_where({name for name in names if name}),
            on=day,
            times=len(names),
            address=_page_of(action),
        )


def _where(names: set[str]) -> str:
    """The organisation where it was done, or in how many."""
    if len(names) < SEVERAL:
        return next(iter(names), "")
    number = counted("institution", len(names), wording.language(), case="in")
    return gettext("in %(institutions)s") % {"institutions": number}


def _page_of(action: str) -> str:
    page = audit.page(action)
    return reverse(page) if page else ""
