"""On which days a measure that repeats takes place, as calendar programs understand it."""

from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta
from itertools import count

DECEMBER = 12


def starts(first: date, *, repeats: str, until: date | None) -> Iterator[date]:
    """The days on which it starts, the first included; a month without such a day is left out.

    It ends with the calendar, in the year 9999.
    """
    if not repeats or until is None:
        yield first
        return
    for step in count():
        try:
            day = STEPS[repeats](first, step)
        except OverflowError:
            return
        if day is None:
            continue
        if day > until:
            return
        yield day


def within(
    first: date, *, days: int, repeats: str, until: date | None, start: date, end: date
) -> Iterator[date]:
    """The starts of those occurrences, so many days long, that touch a period."""
    for day in starts(first, repeats=repeats, until=until):
        if day > end:
            return
        if day + timedelta(days=days - 1) >= start:
            yield day


def _weekly(first: date, step: int) -> date:
    return first + timedelta(weeks=step)


def _monthly(first: date, step: int) -> date | None:
    months = first.month - 1 + step
    return _day(first.year + months // DECEMBER, months % DECEMBER + 1, first.day)


def _yearly(first: date, step: int) -> date | None:
    return _day(first.year + step, first.month, first.day)


def _day(year: int, month: int, day: int) -> date | None:
    if year > MAXYEAR:
        raise OverflowError
    try:
        return date(year, month, day)
    except ValueError:
        return None


STEPS = {"weekly": _weekly, "monthly": _monthly, "yearly": _yearly}
