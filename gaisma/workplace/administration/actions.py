"""Settings are changed, and how long records are kept; school years, moved days and subjects."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gaisma.base import audit, changes, retention, wording, working_days
from gaisma.base.actions import SMALLEST_GROUPS
from gaisma.base.audit import Action
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, MovedWorkingDay, SchoolYear, Term, User
from gaisma.base.wording import school_years
from gaisma.evidence.lake.actions import touch
from gaisma.record import recording
from gaisma.record.programmes.models import Subject
from gaisma.workplace.administration import audited
from gaisma.workplace.administration.permissions import KEEP_INSTALLATION, KEEP_REFERENCE_DATA


class UnableToKeepYears(GaismaError):
    """The days do not fit each other."""


def _refuse(sentence: str, code: str) -> None:
    raise UnableToKeepYears(sentence, code=code)


def check_names_a_school_year(name: str) -> None:
    """Raises UnableToKeepYears for a name that is not two years that follow each other."""
    if not school_years.is_one(name):
        message = _("“%(name)s” is not a school year: write it as 2024/2025.")
        _refuse(message % {"name": name}, "school_year")


def check_no_school_year_yet(name: str) -> None:
    """Raises UnableToKeepYears when the school year stands already."""
    if SchoolYear.objects.filter(name=name).exists():
        _refuse(_("This school year stands already."), "stands_already")


def check_fits_its_year(term: Term) -> None:
    """Raises UnableToKeepYears when a term leaves its year, or meets another term of it."""
    year = term.school_year
    if term.to_on < term.from_on:
        _refuse(_("The term ends before it begins."), "end_before_start")
    if term.from_on < year.starts_on or term.to_on > year.ends_on:
        message = _("The term must lie in the school year, from %(from)s to %(to)s.")
        days = {"from": wording.day(year.starts_on), "to": wording.day(year.ends_on)}
        _refuse(message % days, "outside_its_year")
    others = year.terms.exclude(pk=term.pk)
    if others.filter(number=term.number).exists():
        _refuse(_("The school year has a term of this number already."), "number_taken")
    if others.filter(from_on__lte=term.to_on, to_on__gte=term.from_on).exists():
        _refuse(_("Another term of the school year has some of these days."), "terms_meet")


def check_can_be_moved(moved: MovedWorkingDay) -> None:
    """Raises UnableToKeepYears unless a day that would be worked is exchanged for a free one."""
    others = MovedWorkingDay.objects.exclude(pk=moved.pk)
    taken = {day for pair in others.values_list("day_off_on", "worked_on") for day in pair}
    for day in (moved.day_off_on, moved.worked_on):
        if day in taken:
            message = _("%(day)s has been moved already.") % {"day": wording.day(day)}
            _refuse(message, "moved_already")
    # Holidays are not asked for: the library's list has some moved days of past years in it.
    if moved.day_off_on.weekday() >= working_days.SATURDAY:
        message = _("%(day)s is free anyway: choose a working day.")
        _refuse(message % {"day": wording.day(moved.day_off_on)}, "free_anyway")
    if moved.worked_on.weekday() < working_days.SATURDAY:
        message = _("%(day)s is worked anyway: choose a free day.")
        _refuse(message % {"day": wording.day(moved.worked_on)}, "worked_anyway")


PERSONAL, NOT_TOLD = {"signatory_name"}, "…"
"""What changed may be read in the journal, but no name of a person."""

YEARS = range(1, 101)
"""For how many years a kind of record may be kept."""


class UnableToSetInstallation(GaismaError):
    """What was given cannot be."""


@dataclass(frozen=True)
class Settings:
    """What can be set; the first of `languages` is the installation's own."""

    municipality: str
    languages: Sequence[str]
    smallest_group: int
    council: str = ""
    signatory_position: str = ""
    signatory_name: str = ""
    signs_electronically: bool = False


def change_settings(wanted: Settings, *, by: User | None, at: datetime) -> Installation:
    """Set what the installation is. Raises UnableToSetInstallation."""
    changes.demand(KEEP_INSTALLATION, by=by)
    _check(wanted)
    fields = asdict(wanted) | {
        "languages": list(wanted.languages),
        "language": wanted.languages[0],
    }
    return _write(fields, action=audited.CHANGE_INSTALLATION, by=by, at=at)


def keep_for(periods: Mapping[str, int], *, by: User | None, at: datetime) -> Installation:
    """Set for how many years kinds of records are kept. Raises UnableToSetInstallation."""
    changes.demand(KEEP_INSTALLATION, by=by)
    retention.demand(periods)
    if any(years not in YEARS for years in periods.values()):
        raise UnableToSetInstallation(
            _("Records are kept from %(least)s to %(most)s years.")
            % {"least": YEARS[0], "most": YEARS[-1]},
            code="out_of_limits",
        )
    return _write({"retention": dict(periods)}, action=audited.CHANGE_RETENTION, by=by, at=at)


def _write(
    fields: Mapping[str, Any], *, action: Action, by: User | None, at: datetime
) -> Installation:
    with transaction.atomic():
        installation = Installation.objects.select_for_update().get(pk=1)
        before = {name: getattr(installation, name) for name in fields}
        changed = {
            name: NOT_TOLD if name in PERSONAL else [before[name], new]
            for name, new in fields.items()
            if before[name] != new
        }
        for name, new in fields.items():
            setattr(installation, name, new)
        if changed:
            installation.save(update_fields=list(fields))
            audit.note(
                action=action,
                by=by,
                at=at,
                organisation=installation.authority,
                details={"changed": changed},
            )
    return installation


def _check(wanted: Settings) -> None:
    known = [code for code, _name in settings.LANGUAGES]
    if not wanted.languages or set(wanted.languages) - set(known):
        raise UnableToSetInstallation(
            _("Choose at least one language of these: %(known)s.") % {"known": ", ".join(known)},
            code="unknown_language",
            choices=known,
        )
    if wanted.smallest_group not in SMALLEST_GROUPS:
        raise UnableToSetInstallation(
            _("The smallest group that is shown has between %(least)s and %(most)s people.")
            % {"least": SMALLEST_GROUPS[0], "most": SMALLEST_GROUPS[-1]},
            code="smallest_group",
        )


Row = TypeVar("Row", Term, MovedWorkingDay)


class UnableToRemove(GaismaError):
    """Something of the record stands on the row."""


def add_year(*, name: str, by: User | None, at: datetime) -> SchoolYear:
    """Add a school year by its name, such as 2025/2026. Raises UnableToKeepYears."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    check_names_a_school_year(name)
    check_no_school_year_yet(name)
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
    check_fits_its_year(term)
    return _save(term, audited.ADD_TERM, by=by, at=at)


def change_term(
    *, term: Term, number: int, from_on: date, to_on: date, by: User | None, at: datetime
) -> Term:
    """Change number and days of a term. Raises UnableToKeepYears."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    term.number, term.from_on, term.to_on = number, from_on, to_on
    check_fits_its_year(term)
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
    check_can_be_moved(moved)
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
    check_can_be_moved(moved)
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


def add_subject(*, code: str, title: str, by: User | None, at: datetime) -> Subject:
    """Add a subject. Raises UnableToRecord when its code is taken."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    given = {"code": code, "title": title}
    return recording.add(Subject, given, action=audited.ADD_SUBJECT, by=by, at=at)


def change_subject(
    *, subject: Subject, revision: int, code: str, title: str, by: User | None, at: datetime
) -> Subject:
    """Write code and title of a subject. Raises UnableToChange, UnableToRecord."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    given = {"code": code, "title": title}
    return recording.change(
        subject, given, revision=revision, action=audited.CHANGE_SUBJECT, by=by, at=at
    )


def remove_subject(*, subject: Subject, by: User | None, at: datetime) -> None:
    """Remove a subject that is not taught any more."""
    changes.demand(KEEP_REFERENCE_DATA, by=by)
    recording.remove(subject, action=audited.REMOVE_SUBJECT, by=by, at=at)
