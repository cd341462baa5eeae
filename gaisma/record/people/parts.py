"""What a person's page is made of: rooms add parts under PERSON_PARTS in their offers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import REVIEWERS
from gaisma.base.registry import gathered
from gaisma.record.people.models import Person
from gaisma.record.people.permissions import SEE_PEOPLE


@dataclass(frozen=True)
class Asking:
    """Whose page is read, by whom, on which day.

    `reads` says whether the reader's roles reach the person's whole record, `keeps` whether the
    reader keeps it true; `is_limited` that the reader's institution joined somebody whom another
    one holds, and sees what it entered itself.
    """

    person: Person
    user: User
    on: date
    reads: bool
    keeps: bool
    is_own: bool = False
    is_limited: bool = False


@dataclass(frozen=True)
class PersonPart:
    """A part of the page: its title, its template, what it reads; nothing leaves the part out.

    `order` below 100 stands in the wide column, from 100 beside it. `roles` read it beside the
    person themselves: a teacher does not read about her pupil's parents' posts. A part that is
    `by_institution` tells who sees a person in part what their own institution entered.
    """

    key: str
    title: str
    template: str
    read: Callable[[Asking], Any]
    order: int
    roles: tuple[str, ...] = REVIEWERS
    permission: str = SEE_PEOPLE
    by_institution: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether others than those who read whole records read the part."""
        return bool(set(self.roles).difference(REVIEWERS))

    @property
    def is_aside(self) -> bool:
        return self.order >= 100


@dataclass(frozen=True)
class Part:
    """A part with what stands in it."""

    key: str
    title: str
    template: str
    content: Any
    is_aside: bool


def of(asking: Asking) -> tuple[Part, ...]:
    """The parts that the reader may see and that have something to say."""
    read = ((part, part.read(asking)) for part in gathered("PERSON_PARTS") if _may(part, asking))
    return tuple(
        Part(part.key, part.title, part.template, content, part.is_aside)
        for part, content in read
        if content is not None
    )


def _may(part: PersonPart, asking: Asking) -> bool:
    if asking.is_own or asking.reads:
        return True
    if asking.is_limited:
        return part.by_institution and bool(access.reach(asking.user, *part.roles))
    # Who reads whole records elsewhere reads no more of this one for it.
    return bool(access.reach(asking.user, *set(part.roles).difference(REVIEWERS)) and part.is_wide)


TITLES = {
    "identity": gettext_noop("Who it is"),
    "posts": gettext_noop("Posts"),
    "learnt": gettext_noop("Qualifications and professional development"),
    "contacts": gettext_noop("Contacts"),
    "guardians": gettext_noop("Responsible for the learner"),
    "identifiers": gettext_noop("Numbers in other systems"),
}
