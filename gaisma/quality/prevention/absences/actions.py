"""The reason for absences is entered, what was done is added or taken back; reading is noted."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, wording
from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import User
from gaisma.quality.prevention import audited
from gaisma.quality.prevention.absences import queries
from gaisma.quality.prevention.absences.queries import AbsenceLine
from gaisma.quality.prevention.models import Absence, AbsenceStep
from gaisma.record import recording


def enter(
    *,
    line: AbsenceLine,
    reason: str,
    step: str,
    on: date | None,
    done_by: User | None,
    by: User,
    at: datetime,
    revision: int | None = None,
) -> Absence:
    """Say why, and what was done where `step` names something, on a day, by whom.

    Raises NotPermitted, UnableToChange, UnableToRecord.
    """
    _demand(line, by, at=at)
    fields = {"reason": reason, "entered_by": by}
    with transaction.atomic():
        if line.absence is None:
            key = {"learner": line.learner, "institution": line.place, "term": line.term}
            row = recording.add(
                Absence, {**key, **fields}, action=audited.ENTER_ABSENCE, **_at(line, by=by, at=at)
            )
        elif reason != line.absence.reason:
            row = recording.change(
                line.absence,
                fields,
                revision=revision or 0,
                action=audited.ENTER_ABSENCE,
                **_at(line, by=by, at=at),
            )
        else:
            row = line.absence
        if step:
            _add(row, line, step, on, done_by, by=by, at=at)
    return row


def _add(
    row: Absence,
    line: AbsenceLine,
    kind: str,
    on: date | None,
    done_by: User | None,
    *,
    by: User,
    at: datetime,
) -> None:
    day = on or timezone.localdate(at)
    changes.check_is_past(day, at=at)
    if day < line.term.from_on:
        raise UnableToRecord(
            _("The term begins on %(day)s: choose that day or a later one.")
            % {"day": wording.day(line.term.from_on)},
            code="before_the_term",
        )
    fields = {"absence": row, "kind": kind, "on": day, "done_by": done_by}
    recording.add(
        AbsenceStep, fields, action=audited.ADD_STEP, about=row, **_at(line, by=by, at=at)
    )


def take_back(*, step: AbsenceStep, line: AbsenceLine, by: User, at: datetime) -> None:
    """Take back what was written by mistake. Raises NotPermitted."""
    _demand(line, by, at=at)
    recording.remove(
        step, action=audited.TAKE_BACK_STEP, about=step.absence, **_at(line, by=by, at=at)
    )


def _demand(line: AbsenceLine, by: User, *, at: datetime) -> None:
    on = timezone.localdate(at)
    if queries.line(by, line.learner, line.place, line.term, on=on) is None:
        raise NotPermitted(_("These absences are not yours to answer."), code="not_permitted")


def note_read(learners: int, *, by: User, at: datetime) -> None:
    """Write down that somebody read absences, and of how many learners."""
    audit.note(action=audited.READ_ABSENCES, by=by, at=at, details={"rows": learners})


def note_taken_out(learners: int, *, by: User, at: datetime) -> None:
    """Write down that somebody took the list of so many learners away."""
    audit.note(action=audited.TAKE_ABSENCES, by=by, at=at, details={"rows": learners})


def _at(line: AbsenceLine, *, by: User, at: datetime) -> dict[str, Any]:
    return {"organisation": line.place, "by": by, "at": at}
