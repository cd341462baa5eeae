"""What comes next in the calendar."""

from datetime import date, timedelta

from gaisma.base.models import User
from gaisma.workplace.calendar.queries import entries
from gaisma.workplace.calendar.queries.entries import Entry

AHEAD = timedelta(days=21)
SHOWN = 5


def soon(user: User, *, on: date) -> tuple[Entry, ...]:
    """The next measures and semesters; deadlines stand among what is due."""
    return entries.without_deadlines(user, on, on + AHEAD)[:SHOWN]
