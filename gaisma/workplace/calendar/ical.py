"""The calendar as calendar programs read it (RFC 5545): no names of people stand in it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

from gaisma.base.appointments import Appointment
from gaisma.base.models import Installation
from gaisma.workplace.calendar.models import MEASURES, Deadline, Measure
from gaisma.workplace.calendar.queries.feeds import Feeding

EVERY_SO_OFTEN = timedelta(hours=6)
DAY = timedelta(days=1)
BEFOREHAND = timedelta(days=-1)
"""Of an own appointment calendar programs remind so long before."""


def written(feeding: Feeding, *, origin: str) -> bytes:
    """The whole calendar as a file; `origin` is where the pages are that it leads to."""
    installation = Installation.current()
    place = slugify(installation.municipality) or "city"
    calendar = Calendar()
    calendar.add("prodid", "-//Gaisma//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = feeding.name or installation.municipality
    calendar.add("x-wr-calname", gettext("%(whose)s: calendar of the year") % {"whose": title})
    calendar.add("refresh-interval", EVERY_SO_OFTEN, parameters={"VALUE": "DURATION"})
    for measure in feeding.measures:
        calendar.add_component(_of_measure(measure, place))
    for deadline in feeding.deadlines:
        calendar.add_component(_of_deadline(deadline, place))
    for appointment in feeding.appointments:
        calendar.add_component(_of_appointment(appointment, place, origin))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(key: str, revision: int, changed_at: datetime, title: str) -> Event:
    event = Event()
    event.add("uid", key)
    event.add("sequence", revision - 1)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("summary", title)
    return event


def _of_measure(row: Measure, place: str) -> Event:
    event = _event(f"measure-{row.pk}@{place}.gaisma", row.revision, row.changed_at, row.title)
    _when(event, row)
    if row.repeats:
        event.add("rrule", {"freq": row.repeats.upper(), "until": _until(row)})
    if row.place:
        event.add("location", row.place)
    if row.notes:
        event.add("description", row.notes)
    event.add("categories", [gettext(MEASURES[row.kind])])
    # Holidays and long ranges do not make a person busy.
    event.add("transp", "TRANSPARENT" if row.from_time is None else "OPAQUE")
    return event


def _when(event: Event, row: Measure) -> None:
    _lasts(event, row.from_on, row.to_on or row.from_on, row.from_time, row.to_time)


def _lasts(event: Event, first: date, last: date, at: time | None, until: time | None) -> None:
    if at is None:
        event.add("dtstart", first)
        # The end of whole days is the day after the last.
        event.add("dtend", last + DAY)
        return
    zone = ZoneInfo(settings.TIME_ZONE)
    event.add("dtstart", datetime.combine(first, at, zone))
    event.add("dtend", datetime.combine(last, until or at, zone))


def _until(row: Measure) -> object:
    """Of whole days a day, of hours a moment in UTC, as the standard asks."""
    if row.from_time is None or row.until_on is None:
        return row.until_on
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(row.until_on, row.from_time, zone).astimezone(UTC)


def _of_deadline(row: Deadline, place: str) -> Event:
    title = gettext("Due: %(title)s") % {"title": row.title}
    event = _event(f"deadline-{row.pk}@{place}.gaisma", row.revision, row.changed_at, title)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + DAY)
    if row.instructions:
        event.add("description", row.instructions)
    event.add("categories", [gettext("deadline")])
    event.add("transp", "TRANSPARENT")
    return event


def _of_appointment(row: Appointment, place: str, origin: str) -> Event:
    event = _event(f"{row.key}@{place}.gaisma", row.revision, row.changed_at, row.title)
    _lasts(event, row.on, row.on, row.at, row.until)
    event.add("location", row.place)
    event.add("url", f"{origin}{row.address}")
    event.add("transp", "TRANSPARENT" if row.at is None else "OPAQUE")
    event.add_component(_reminder(row))
    return event


def _reminder(row: Appointment) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", row.title)
    alarm.add("trigger", BEFOREHAND)
    return alarm
