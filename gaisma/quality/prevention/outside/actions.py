"""Somebody asks after a child, corrects what was written, or is made responsible."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, wording
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import Installation, User
from gaisma.quality.prevention import audited
from gaisma.quality.prevention.models import ContactAttempt, Declared
from gaisma.quality.prevention.outside import queries
from gaisma.quality.prevention.permissions import SEEK
from gaisma.record import recording


def reach_out(
    *,
    child: Declared,
    on: date,
    way: str,
    came_of_it: str,
    outcome: str,
    by: User | None,
    at: datetime,
) -> ContactAttempt:
    """Write down that somebody asked after the child. Raises UnableToRecord."""
    _check(child, on, by=by, at=at)
    fields = {"on": on, "way": way, "came_of_it": came_of_it, "outcome": outcome}
    return recording.add(
        ContactAttempt,
        {"person": child.person, "made_by": by, **fields},
        action=audited.REACH_OUT,
        **_about(child, by=by, at=at),
    )


def correct(
    *,
    attempt: ContactAttempt,
    child: Declared,
    revision: int,
    on: date,
    way: str,
    came_of_it: str,
    outcome: str,
    by: User | None,
    at: datetime,
) -> ContactAttempt:
    """Write an attempt anew. Raises UnableToChange, UnableToRecord."""
    _check(child, on, by=by, at=at)
    fields = {"on": on, "way": way, "came_of_it": came_of_it, "outcome": outcome}
    return recording.change(
        attempt,
        fields,
        revision=revision,
        action=audited.CORRECT_ATTEMPT,
        **_about(child, by=by, at=at),
    )


def take_back(*, attempt: ContactAttempt, child: Declared, by: User | None, at: datetime) -> None:
    """Take back an attempt that was written by mistake."""
    _demand(by)
    recording.remove(attempt, action=audited.TAKE_BACK_ATTEMPT, **_about(child, by=by, at=at))


def entrust(
    *, child: Declared, responsible: User | None, revision: int, by: User | None, at: datetime
) -> Declared:
    """Say who looks for the child. Raises UnableToChange, UnableToRecord."""
    _demand(by)
    day = timezone.localdate(at)
    if responsible and not queries.officials(on=day).filter(pk=responsible.pk).exists():
        raise UnableToRecord(
            _("%(name)s does not work at the authority: choose somebody else.")
            % {"name": responsible},
            code="no_official",
        )
    return recording.change(
        child,
        {"responsible": responsible},
        revision=revision,
        action=audited.ENTRUST,
        **_about(child, by=by, at=at),
    )


def note_read(child: Declared, *, by: User, at: datetime) -> None:
    """Write down who looked at the page of a child."""
    audit.note(
        action=audited.READ_OUTSIDE, subject=Declared._meta.label, ids=[child.pk], by=by, at=at
    )


def note_taken_out(rows: int, *, by: User, at: datetime) -> None:
    """Write down that somebody took a list of so many children away."""
    audit.note(action=audited.TAKE_OUTSIDE, by=by, at=at, details={"rows": rows})


def _demand(by: User | None) -> None:
    changes.demand(SEEK, by=by, organisation=Installation.current().authority)


def _check(child: Declared, on: date, *, by: User | None, at: datetime) -> None:
    _demand(by)
    changes.check_is_past(on, at=at)
    if on < child.from_on:
        raise UnableToRecord(
            _("The child is on lists since %(day)s: choose that day or a later one.")
            % {"day": wording.day(child.from_on)},
            code="not_listed_yet",
        )


def _about(child: Declared, *, by: User | None, at: datetime) -> dict[str, Any]:
    """How what is written of a child is kept: with the child's entry, at which it is looked for."""
    return {"about": child, "by": by, "at": at}
