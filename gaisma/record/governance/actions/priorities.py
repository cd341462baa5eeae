"""Priorities of methodical work are entered, changed and taken out."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import User
from gaisma.record import recording
from gaisma.record.governance import audited
from gaisma.record.governance.models import Priority
from gaisma.record.governance.permissions import KEEP_PRIORITIES


class PriorityFields(TypedDict, total=False):
    """What is known about a priority."""

    school_year: str
    place: int
    in_latvian: str
    in_english: str
    in_russian: str


def enter(*, by: User | None, at: datetime, **fields: Unpack[PriorityFields]) -> Priority:
    """Enter a priority of a school year. Raises UnableToRecord."""
    changes.demand(KEEP_PRIORITIES, by=by)
    _check(fields)
    return recording.add(Priority, fields, action=audited.ENTER_PRIORITY, by=by, at=at)


def change(
    *,
    priority: Priority,
    revision: int,
    by: User | None,
    at: datetime,
    **fields: Unpack[PriorityFields],
) -> Priority:
    """Write what a priority says, or where it stands. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_PRIORITIES, by=by)
    _check(fields, but=priority.pk)
    return recording.change(
        priority, fields, revision=revision, action=audited.CHANGE_PRIORITY, by=by, at=at
    )


def remove(*, priority: Priority, by: User | None, at: datetime) -> None:
    """Take a priority out."""
    changes.demand(KEEP_PRIORITIES, by=by)
    recording.remove(priority, action=audited.REMOVE_PRIORITY, by=by, at=at)


def _check(fields: PriorityFields, *, but: int | None = None) -> None:
    if not any(fields.get(name) for name in ("in_latvian", "in_english", "in_russian")):
        raise UnableToRecord(_("Write the priority in one language at least."), code="no_text")
    others = Priority.objects.filter(school_year=fields["school_year"], place=fields["place"])
    if others.exclude(pk__in=[but] if but else []).exists():
        raise UnableToRecord(
            _("Another priority of the school year has place %(place)s: choose another place.")
            % {"place": fields["place"]},
            code="place_is_taken",
        )
