"""A month as weeks of days, and a school year as months."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from babel.dates import format_date
from django.utils.text import capfirst

from gaisma.analytics.moments import days_of, following_month
from gaisma.base import wording
from gaisma.base.models import User
from gaisma.base.wording import dates, numbers
from gaisma.workplace.calendar.queries import entries
from gaisma.workplace.calendar.queries.entries import DayOff, Entry

DECEMBER = 12
SATURDAY = 5
SHOWN = 7
"""So many entries of a month stand in the overview of the year."""


@dataclass(frozen=True)
class Day:
    """A day of the grid with what stands on it."""

    on: date
    is_of_month: bool
    is_today: bool
    is_free: bool
    named: DayOff | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Month:
    """A month of whole weeks, and the months beside it."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    weekdays: tuple[tuple[str, str], ...]
    is_empty: bool

    @property
    def title(self) -> str:
        return title(self.first)

    @property
    def before(self) -> str:
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{following_month(self.first):%Y-%m}"

    @property
    def name(self) -> str:
        return f"{self.first:%Y-%m}"


@dataclass(frozen=True)
class Summary:
    """A month in the overview of a year."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    more: int
    is_current: bool


def parsed(text: str, *, otherwise: date) -> date:
    """The first day of the month that is written as 2024-08, but in the first and the last year
    that a date can have: their calendars have no month before or after.
    """
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return otherwise.replace(day=1)
    return otherwise.replace(day=1) if first.year in (MINYEAR, MAXYEAR) else first


def title(first: date) -> str:
    """The month in words, as a heading."""
    return capfirst(dates.month(first, wording.language()))


def month(user: User, first: date, *, on: date) -> Month:
    """A month with what concerns the person on each day."""
    start = first - timedelta(days=first.weekday())
    last = following_month(first) - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    found = entries.between(user, start, end, on=on)
    by_day = _by_day(found, start, end)
    named = entries.days_off(start, end)
    days = [
        Day(
            on=day,
            is_of_month=day.month == first.month,
            is_today=day == on,
            is_free=_is_free(day, named.get(day)),
            named=named.get(day),
            entries=tuple(by_day[day]),
        )
        for day in _days(start, end)
    ]
    weeks = tuple(tuple(days[at : at + 7]) for at in range(0, len(days), 7))
    is_empty = not any(one.first_on <= last and one.last_on >= first for one in found)
    return Month(first, weeks, _weekdays(start), is_empty=is_empty)


def _is_free(day: date, named: DayOff | None) -> bool:
    return named.is_free if named else day.weekday() >= SATURDAY


def _days(start: date, end: date) -> Iterator[date]:
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)


def _by_day(found: Iterable[Entry], start: date, end: date) -> dict[date, list[Entry]]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in found:
        for day in _days(max(entry.first_on, start), min(entry.last_on, end)):
            if _is_shown(entry, day):
                by_day[day].append(entry)
    return by_day


def _is_shown(entry: Entry, day: date) -> bool:
    """What takes many days rests at the weekend, but for holidays and its own ends."""
    is_end = day in (entry.first_on, entry.last_on)
    return is_end or entry.kind == "holidays" or day.weekday() < SATURDAY


def _weekdays(monday: date) -> tuple[tuple[str, str], ...]:
    """The names of the days of a week, whole and short."""
    locale = numbers.locale_of(wording.language())
    return tuple(
        (format_date(day, "EEEE", locale=locale), format_date(day, "EEE", locale=locale))
        for day in _days(monday, monday + timedelta(days=6))
    )


def year(user: User, school_year: str, *, on: date) -> tuple[Summary, ...]:
    """The twelve months of a school year; what repeats every week is left to the months."""
    first, last = days_of(school_year)
    found = entries.between(user, first, last, on=on)
    return tuple(_summary(start, found, on=on) for start in _months(first))


def _months(first: date) -> Iterator[date]:
    for _number in range(DECEMBER):
        yield first
        first = following_month(first)


def _summary(start: date, found: Iterable[Entry], *, on: date) -> Summary:
    mine = [one for one in found if _of(one.first_on) == _of(start) and not one.is_weekly]
    return Summary(
        name=f"{start:%Y-%m}",
        title=title(start),
        entries=tuple(mine[:SHOWN]),
        more=max(len(mine) - SHOWN, 0),
        is_current=_of(start) == _of(on),
    )


def _of(day: date) -> tuple[int, int]:
    return day.year, day.month
