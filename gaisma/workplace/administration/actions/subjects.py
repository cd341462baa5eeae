"""The catalogue of subjects."""

from datetime import datetime

from gaisma.base import changes
from gaisma.base.models import User
from gaisma.record import recording
from gaisma.record.programmes.models import Subject
from gaisma.workplace.administration import audited
from gaisma.workplace.administration.permissions import KEEP_REFERENCE_DATA


def add(*, code: str, title: str, by: User | None, at: datetime) -> Subject:
    """Add a subject. Raises UnableToRecord when its code is taken."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    given = {"code": code, "title": title}
    return recording.add(Subject, given, action=audited.ADD_SUBJECT, by=by, at=at)


def change(
    *, subject: Subject, revision: int, code: str, title: str, by: User | None, at: datetime
) -> Subject:
    """Write code and title of a subject. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    given = {"code": code, "title": title}
    return recording.change(
        subject, given, revision=revision, action=audited.CHANGE_SUBJECT, by=by, at=at
    )


def remove(*, subject: Subject, by: User | None, at: datetime) -> None:
    """Remove a subject that is not taught any more."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    recording.remove(subject, action=audited.REMOVE_SUBJECT, by=by, at=at)
