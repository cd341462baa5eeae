"""What is done to the record, and the one way to write it down.

A room declares what it does in `audited.py`, each action once:

    CLOSE = Action("vacancy.close", gettext_noop("Closed a vacancy"), touches=("vacancies",))

Whoever does it passes the action itself. The pages of the audit, what they are narrowed by, and
what a person reads of who looked at their data, read it from there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.translation import gettext

from gaisma.base import sorting
from gaisma.base.models import AuditRecord, Organisation, User
from gaisma.base.registry import Registry, modules

LISTED = 1000
"""So many ids are listed one by one; a bulk act is told by its count and its own record."""

INSTITUTION, EVERYBODY, OFFICIALS, ADMINISTRATORS = (
    "institution",
    "everybody",
    "officials",
    "administrators",
)
"""Whom the first page tells of an action: those of the institution where it was done, or others."""


@dataclass(frozen=True)
class Action:
    """Something that is done to the record, by its key in the audit.

    `title` is a message id. `touches` names the tables whose change the lake is told of each time;
    with `touches_what_it_finds` it is told of others too, by what there was to change. `news_for`
    says whom the first page tells of it, and `page` names the page to which it leads. One that is
    sealed is told on the pages of its own room alone: that it was done tells already of whom.
    """

    key: str
    title: str
    touches: tuple[str, ...] = ()
    is_read: bool = False
    touches_what_it_finds: bool = False
    news_for: tuple[str, ...] = ()
    page: str = ""
    is_sealed: bool = False


def note(
    *,
    action: Action,
    by: User | None,
    at: datetime,
    organisation: Organisation | None = None,
    subject: str = "",
    ids: Sequence[int] = (),
    details: Mapping[str, Any] | None = None,
) -> AuditRecord:
    """Record one act inside the caller's transaction; `details` must hold no personal data."""
    return AuditRecord.objects.create(
        action=action.key,
        by=by,
        at=at,
        organisation=organisation,
        subject=subject,
        subject_count=len(ids),
        subject_ids=list(ids[:LISTED]),
        details=dict(details or {}),
    )


@cache
def actions() -> Registry[Action]:
    """All that the rooms declare in their `audited.py`, from the ground floor upwards."""
    return Registry(action for room in modules("audited") for action in declared(room))


def declared(room: object) -> Iterator[Action]:
    """The actions that a module declares, in its order."""
    return (value for value in vars(room).values() if isinstance(value, Action))


def title(key: str) -> str:
    """What was done, in the reader's language; what nobody does any more is its own key."""
    return gettext(actions()[key].title) if key in actions() else key


def choices() -> list[tuple[str, str]]:
    """The actions by their titles in the reader's language, as a form offers them."""
    known = ((one.key, gettext(one.title)) for one in actions() if not one.is_sealed)
    return sorted(known, key=lambda choice: sorting.natural(choice[1]))


def reads() -> tuple[str, ...]:
    """The keys of the actions that change nothing."""
    return tuple(action.key for action in actions() if action.is_read)


def sealed() -> tuple[str, ...]:
    """The keys of the actions of which only their own room tells."""
    return tuple(action.key for action in actions() if action.is_sealed)


def page(key: str) -> str:
    """The name of the page to which the news of it leads; empty where there is none."""
    return actions()[key].page if key in actions() else ""


def news_for(readers: str) -> tuple[str, ...]:
    """The keys of the actions that the first page tells these readers of."""
    return tuple(action.key for action in actions() if readers in action.news_for)
