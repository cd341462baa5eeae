"""What stands in the calendar between two days: measures, deadlines, what is planned for one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from gaisma.base import appointments, wording, working_days
from gaisma.base.appointments import Appointment
from gaisma.base.models import Term, User
from gaisma.base.working_days import Moves
from gaisma.workplace.calendar import recurrence
from gaisma.workplace.calendar.models import APPOINTMENT, DEADLINE, ENTRIES, TERM, Deadline, Measure
from gaisma.workplace.calendar.queries import deadlines
from gaisma.workplace.calendar.queries.deadlines import Progress
from gaisma.workplace.calendar.queries.places import Audience

DUE, DONE, QUIET = "due", "good", ""
LATE = "bad"


@dataclass(frozen=True)
class Entry:
    """Something on a day or on several: title, kind, where it opens, a word beside it."""

    key: str
    title: str
    kind: str
    first_on: date
    last_on: date
    address: str
    note: str = ""
    tone: str = QUIET
    place: str = ""
    answers: str = ""
    at: time | None = None
    until: time | None = None
    is_weekly: bool = False

    @property
    def kind_title(self) -> str:
        return gettext(ENTRIES[self.kind])

    @property
    def is_long(self) -> bool:
        return self.last_on > self.first_on

    @property
    def when(self) -> str:
        """The days and times in words."""
        first, last = self.first_on, self.last_on
        days = wording.period(first, last) if self.is_long else wording.day(first)
        return f"{days} {self.hours}".rstrip()

    @property
    def hours(self) -> str:
        if self.at is None:
            return ""
        return f"{self.at:%H:%M}" + (f"–{self.until:%H:%M}" if self.until else "")


def between(user: User, first: date, last: date, *, on: date) -> tuple[Entry, ...]:
    """What concerns the person between two days, both included, in its order."""
    audience = Audience.of_reader(user)
    sees_progress = deadlines.may_see_progress(user)
    due = Deadline.objects.filter(due_on__range=(first, last))
    entries = [
        *_of_measures(measures(audience), first, last),
        *(_of_deadline(one, sees_progress) for one in deadlines.of_rows(due, audience, on=on)),
        *terms(first, last),
        *_own(user, first, last),
    ]
    return tuple(sorted(entries, key=_order))


def without_deadlines(user: User, first: date, last: date) -> tuple[Entry, ...]:
    """The measures, semesters and own appointments of the person between two days."""
    rows = measures(Audience.of_reader(user))
    found = [*_of_measures(rows, first, last), *terms(first, last), *_own(user, first, last)]
    return tuple(sorted(found, key=_order))


def _own(user: User, first: date, last: date) -> Iterator[Entry]:
    return (_of_appointment(one) for one in appointments.between(user, first, last))


def _order(entry: Entry) -> tuple[date, time, str]:
    return (entry.first_on, entry.at or time.min, entry.title)


def measures(audience: Audience) -> tuple[Measure, ...]:
    """The measures that concern the audience."""
    rows = Measure.objects.filter(organisation__in=audience.nodes).select_related("organisation")
    return tuple(row for row in rows.order_by("from_on", "pk") if audience.is_addressed(row))


def measure(user: User, measure_id: int) -> Measure:
    """The measure, or Http404 when there is none or it does not concern the person."""
    rows = Measure.objects.select_related("organisation", "act").filter(pk=measure_id)
    audience = Audience.of_reader(user)
    for row in rows.filter(organisation__in=audience.nodes):
        if audience.is_addressed(row):
            return row
    raise Http404


def _of_measures(rows: Iterable[Measure], first: date, last: date) -> Iterator[Entry]:
    for row in rows:
        length = ((row.to_on or row.from_on) - row.from_on).days
        for day in recurrence.within(
            row.from_on,
            days=length + 1,
            repeats=row.repeats,
            until=row.until_on,
            start=first,
            end=last,
        ):
            yield _of_measure(row, day, day + timedelta(days=length))


def _of_measure(row: Measure, first: date, last: date) -> Entry:
    return Entry(
        key=f"measure-{row.pk}-{first:%Y%m%d}",
        title=row.title,
        kind=row.kind,
        first_on=first,
        last_on=last,
        address=row.get_absolute_url(),
        note=row.place,
        place=row.place,
        answers=row.answers,
        at=row.from_time,
        until=row.to_time,
        is_weekly=row.repeats == "weekly",
    )


def _of_appointment(one: Appointment) -> Entry:
    return Entry(
        key=one.key,
        title=one.title,
        kind=APPOINTMENT,
        first_on=one.on,
        last_on=one.on,
        address=one.address,
        note=one.place,
        place=one.place,
        at=one.at,
        until=one.until,
    )


def _of_deadline(found: Progress, sees_progress: bool) -> Entry:  # noqa: FBT001
    deadline = found.deadline
    return Entry(
        key=f"deadline-{deadline.pk}",
        title=deadline.title,
        kind=DEADLINE,
        first_on=deadline.due_on,
        last_on=deadline.due_on,
        address=deadline.get_absolute_url(),
        note=told(found) if sees_progress else "",
        tone=tone(found) if sees_progress else QUIET,
        answers=deadline.answers,
    )


def told(found: Progress) -> str:
    """How many have delivered: 8 of 11 delivered."""
    if found.total == 1:
        return gettext("delivered") if found.is_done else gettext("not delivered yet")
    return ngettext(
        "%(done)s of %(all)s delivered", "%(done)s of %(all)s delivered", found.delivered
    ) % {"done": wording.number(found.delivered), "all": wording.number(found.total)}


def tone(found: Progress) -> str:
    """Red when it is late, amber when it comes near, green when all is there."""
    if found.is_done:
        return DONE
    if found.is_overdue:
        return LATE
    return DUE if found.is_near else QUIET


def terms(first: date, last: date) -> Iterator[Entry]:
    """The first and the last days of semesters."""
    rows: QuerySet[Term] = Term.objects.filter(
        Q(from_on__range=(first, last)) | Q(to_on__range=(first, last))
    )
    for row in rows.order_by("from_on", "pk"):
        number = wording.number(row.number)
        begins = gettext("Semester %(number)s begins") % {"number": number}
        ends = gettext("Semester %(number)s ends") % {"number": number}
        for day, title in ((row.from_on, begins), (row.to_on, ends)):
            if first <= day <= last:
                address = f"{reverse('calendar:month')}?month={day:%Y-%m}"
                yield Entry(f"term-{row.pk}-{day}", title, TERM, day, day, address)


@dataclass(frozen=True)
class DayOff:
    """Why a day is not like others: a public holiday, or one that is moved."""

    day: date
    title: str
    is_free: bool


def days_off(first: date, last: date) -> dict[date, DayOff]:
    """Public holidays and moved working days between two days."""
    moves = Moves.recorded()
    found = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day in moves.worked:
            found[day] = DayOff(day, gettext("working day, moved"), is_free=False)
        elif day in moves.free:
            found[day] = DayOff(day, gettext("day off, moved"), is_free=True)
        elif name := working_days.holiday(day, language=wording.language()):
            found[day] = DayOff(day, name, is_free=True)
    return found
