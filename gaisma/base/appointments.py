"""Appointments: what is planned for one person, as every room that plans something says it.

A room registers its agendas under APPOINTMENTS; the calendar shows them to the person and gives
them to the person's own calendar program. Its address may leak, so an appointment names nobody.
Observations alone plan for one person yet, beside the calendar: neither floor may know the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.urls import reverse

from gaisma.base.models import User
from gaisma.base.registry import Registry, gathered


@dataclass(frozen=True)
class Appointment:
    """Something planned: what, where, on which day, from when until when (if that is known).

    `key` is what it is called through all changes of it; `page` and `of` name the page where it
    stands, as `reverse` takes them.
    """

    key: str
    title: str
    place: str
    on: date
    at: time | None
    until: time | None
    page: str
    of: tuple[int, ...]
    revision: int
    changed_at: datetime

    @property
    def address(self) -> str:
        """Where it stands."""
        return reverse(self.page, args=self.of)


@dataclass(frozen=True)
class Agenda:
    """A kind of appointments: key, message id of its title, and those of a person by days."""

    key: str
    title: str
    between: Callable[[User, date, date], tuple[Appointment, ...]]


def known() -> Registry[Agenda]:
    """The agendas of all rooms."""
    return gathered("APPOINTMENTS")


def between(user: User, first: date, last: date) -> tuple[Appointment, ...]:
    """The person's appointments between two days, both included, in their order."""
    found = [one for agenda in known() for one in agenda.between(user, first, last)]
    return tuple(sorted(found, key=lambda one: (one.on, one.at or time.min, one.key)))
