"""The times of the authority: school years, their terms, working days that were moved."""

from datetime import date, datetime
from typing import TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gaisma.base import audit, changes
from gaisma.base.audit import Action
from gaisma.base.errors import GaismaError
from gaisma.base.models import MovedWorkingDay, SchoolYear, Term, User
from gaisma.evidence.lake.actions import touch
from gaisma.workplace.administration import audited, policies
from gaisma.workplace.administration.permissions import KEEP_REFERENCE_DATA

Row = TypeVar("Row", Term, MovedWorkingDay)


class UnableToRemove(GaismaError):
    """Something of the record stands on the row."""


def add_year(*, name: str, by: User | None, at: datetime) -> SchoolYear:
    """Add a school year by its name, such as 2025/2026. Raises UnableToKeepYears."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    policies.check_names_a_school_year(name)
    policies.check_no_school_year_yet(name)
    with transaction.atomic():
        year = SchoolYear.ensured([name])[name]
        _note(audited.ADD_SCHOOL_YEAR, year, by=by, at=at)
    return year


def remove_year(*, year: SchoolYear, by: User | None, at: datetime) -> None:
    """Remove a school year that nothing stands on. Raises UnableToRemove."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    _remove(year, audited.REMOVE_SCHOOL_YEAR, by=by, at=at)


def add_term(
    *,
    school_year: SchoolYear,
    number: int,
    from_on: date,
    to_on: date,
    by: User | None,
    at: datetime,
) -> Term:
    """Add a term to a school year. Raises UnableToKeepYears."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    term = Term(school_year=school_year, number=number, from_on=from_on, to_on=to_on)
    policies.check_fits_its_year(term)
    return _save(term, audited.ADD_TERM, by=by, at=at)


def change_term(
    *, term: Term, number: int, from_on: date, to_on: date, by: User | None, at: datetime
) -> Term:
    """Change number and days of a term. Raises UnableToKeepYears."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    term.number, term.from_on, term.to_on = number, from_on, to_on
    policies.check_fits_its_year(term)
    return _save(term, audited.CHANGE_TERM, by=by, at=at)


def remove_term(*, term: Term, by: User | None, at: datetime) -> None:
    """Remove a term."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    _remove(term, audited.REMOVE_TERM, by=by, at=at)


def move_day(
    *, day_off_on: date, worked_on: date, by: User | None, at: datetime
) -> MovedWorkingDay:
    """Record a working day that was moved. Raises UnableToKeepYears."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    moved = MovedWorkingDay(day_off_on=day_off_on, worked_on=worked_on)
    policies.check_can_be_moved(moved)
    return _save(moved, audited.ADD_MOVED_DAY, by=by, at=at)


def change_moved_day(
    *,
    moved: MovedWorkingDay,
    day_off_on: date,
    worked_on: date,
    by: User | None,
    at: datetime,
) -> MovedWorkingDay:
    """Change which days were exchanged. Raises UnableToKeepYears."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    moved.day_off_on, moved.worked_on = day_off_on, worked_on
    policies.check_can_be_moved(moved)
    return _save(moved, audited.CHANGE_MOVED_DAY, by=by, at=at)


def remove_moved_day(*, moved: MovedWorkingDay, by: User | None, at: datetime) -> None:
    """Take back that a working day was moved."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    _remove(moved, audited.REMOVE_MOVED_DAY, by=by, at=at)


def _save(row: Row, action: Action, *, by: User | None, at: datetime) -> Row:
    with transaction.atomic():
        row.save()
        _note(action, row, by=by, at=at)
    return row


def _remove(row: models.Model, action: Action, *, by: User | None, at: datetime) -> None:
    with transaction.atomic():
        _note(action, row, by=by, at=at)
        try:
            row.delete()
        except ProtectedError as stands:
            raise UnableToRemove(
                _("Something of the record stands on this: it cannot be removed."), code="in_use"
            ) from stands


def _note(action: Action, row: models.Model, *, by: User | None, at: datetime) -> None:
    touch(*action.touches)
    audit.note(action=action, by=by, at=at, subject=row._meta.label, ids=[row.pk])
