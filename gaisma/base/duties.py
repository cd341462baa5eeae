"""Duties: what is owed by institutions, as every room that asks something of them says it.

A room registers its duties under DUTIES; the pages of the workplace gather what is owed within
a reader's reach, whatever room asks for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gaisma.base.models import User
from gaisma.base.registry import Registry, gathered


@dataclass(frozen=True)
class Owed:
    """What one institution owes: by which day (if any), where it is done, in a sentence.

    `page` and `of` name the page where it is done, as `reverse` takes them: of many duties only a
    few are shown with their address.
    """

    organisation_id: int
    organisation: str
    due_on: date | None
    page: str
    of: tuple[int, ...]
    sentence: str

    @property
    def address(self) -> str:
        """Where it is done."""
        return reverse(self.page, args=self.of)

    def is_overdue(self, on: date) -> bool:
        """Whether its day has passed; on the day itself it is still in time."""
        return self.due_on is not None and self.due_on < on


@dataclass(frozen=True)
class Duty:
    """A kind of duty: key, message id of its title, and what is owed within a person's reach."""

    key: str
    title: str
    owed: Callable[[User, date], tuple[Owed, ...]]


@dataclass(frozen=True)
class Due:
    """Something owed, with the duty it falls under."""

    duty: Duty
    owed: Owed


def known() -> Registry[Duty]:
    """The duties of all rooms."""
    return gathered("DUTIES")


def owed(user: User, on: date) -> tuple[Due, ...]:
    """All that is owed within the person's reach: the overdue first, without a day last."""
    found = [Due(duty, owed) for duty in known() for owed in duty.owed(user, on)]
    return tuple(sorted(found, key=_urgency))


def _urgency(due: Due) -> tuple[date, str, str]:
    return (due.owed.due_on or date.max, due.owed.organisation, due.owed.sentence)
