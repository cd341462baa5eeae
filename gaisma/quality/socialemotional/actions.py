"""What is done in this room: each permitted, in one transaction, audited."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from gaisma.base import changes
from gaisma.base.changes import UnableToRecord
from gaisma.base.models import SchoolYear, User
from gaisma.base.workflow import Workflow
from gaisma.quality.socialemotional import audited
from gaisma.quality.socialemotional.models import Lesson, Norm, Talk
from gaisma.quality.socialemotional.permissions import SET_NORMS
from gaisma.quality.socialemotional.terms import GRADES, HELD, PLANNED, UNDONE
from gaisma.quality.socialemotional.workflow import LESSON, TALK
from gaisma.record import recording
from gaisma.record.people.models import Person
from gaisma.record.programmes.models import Enrolment, Group

Row = TypeVar("Row", Lesson, Talk)


def set_norm(
    *,
    school_year: SchoolYear,
    lessons: int,
    talks: int,
    reason: str,
    by: User | None,
    at: datetime,
    revision: int | None = None,
) -> Norm:
    """Say what is asked for from a school year on, and why. Raises UnableToChange."""
    changes.demand(SET_NORMS, by=by)
    fields = {"lessons": lessons, "talks": talks, "reason": reason}
    known = Norm.objects.filter(school_year=school_year).first()
    if known is None:
        fields = {"school_year": school_year, **fields}
        return recording.add(Norm, fields, action=audited.SET_NORM, by=by, at=at)
    return recording.change(
        known,
        fields,
        revision=known.revision if revision is None else revision,
        action=audited.SET_NORM,
        by=by,
        at=at,
    )


def note_lesson(*, group: Group, on: date, by: User | None, at: datetime, **fields: Any) -> Lesson:
    """Enter a lesson that took place: topic, words, length, led_by. Raises UnableToRecord."""
    changes.check_is_past(on, at=at)
    return _begun(Lesson, LESSON, "note_lesson", HELD, group, by=by, at=at, on=on, **fields)


def plan_lesson(*, group: Group, on: date, by: User | None, at: datetime, **fields: Any) -> Lesson:
    """Plan a lesson: topic, words, length, led_by. Raises UnableToRecord."""
    return _begun(Lesson, LESSON, "plan_lesson", PLANNED, group, by=by, at=at, on=on, **fields)


def hold_lesson(*, lesson: Lesson, revision: int, by: User | None, at: datetime) -> Lesson:
    """A planned lesson took place. Raises UnableToChange, UnableToRecord."""
    return _held(lesson, LESSON, "hold_lesson", revision=revision, by=by, at=at)


def undo_lesson(*, lesson: Lesson, revision: int, by: User | None, at: datetime) -> Lesson:
    """Take back what was planned or entered; it stays to be read. Raises UnableToChange."""
    return _moved(lesson, LESSON, "undo_lesson", {"state": UNDONE}, revision=revision, by=by, at=at)


def note_talk(
    *, group: Group, learner: Person, on: date, took_part: list[str], by: User | None, at: datetime
) -> Talk:
    """Enter a talk that took place. Raises UnableToRecord."""
    changes.check_is_past(on, at=at)
    fields = {"learner": learner, "on": on, "took_part": took_part}
    return _begun(Talk, TALK, "note_talk", HELD, group, by=by, at=at, **fields)


def plan_talk(
    *, group: Group, learner: Person, on: date, took_part: list[str], by: User | None, at: datetime
) -> Talk:
    """Plan a talk. Raises UnableToRecord."""
    fields = {"learner": learner, "on": on, "took_part": took_part}
    return _begun(Talk, TALK, "plan_talk", PLANNED, group, by=by, at=at, **fields)


def hold_talk(*, talk: Talk, revision: int, by: User | None, at: datetime) -> Talk:
    """A planned talk took place. Raises UnableToChange, UnableToRecord."""
    return _held(talk, TALK, "hold_talk", revision=revision, by=by, at=at)


def undo_talk(*, talk: Talk, revision: int, by: User | None, at: datetime) -> Talk:
    """Take back what was planned or entered; it stays to be read. Raises UnableToChange."""
    return _moved(talk, TALK, "undo_talk", {"state": UNDONE}, revision=revision, by=by, at=at)


def _begun(
    model: type[Row],
    workflow: Workflow,
    key: str,
    state: str,
    group: Group,
    *,
    by: User | None,
    at: datetime,
    **fields: Any,
) -> Row:
    workflow.demand(model(group=group), key, by=by)
    _check_fits(group, fields["on"], fields.get("learner"))
    return recording.add(
        model,
        {"group": group, "state": state, **fields},
        action=workflow[key].audited,
        by=by,
        at=at,
        organisation=group.institution,
    )


def _held(
    row: Row, workflow: Workflow, key: str, *, revision: int, by: User | None, at: datetime
) -> Row:
    """On the planned day, or today where that is still to come."""
    on = min(row.on, timezone.localdate(at))
    fields = {"state": HELD, "on": on}
    return _moved(row, workflow, key, fields, revision=revision, by=by, at=at)


def _moved(
    row: Row,
    workflow: Workflow,
    key: str,
    fields: dict[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Row:
    workflow.admit(row, key, by=by)
    return recording.change(
        row,
        fields,
        revision=revision,
        action=workflow[key].audited,
        by=by,
        at=at,
        organisation=row.group.institution,
    )


def _check_fits(group: Group, on: date, learner: Person | None) -> None:
    """Raises UnableToRecord where the class, the day or the learner is none of the room's."""
    if group.grade is None or not GRADES[0] <= group.grade <= GRADES[1]:
        raise UnableToRecord(
            _("Social and emotional learning is asked of grades 1–9."), code="other_grade"
        )
    year = group.school_year
    if not year.starts_on <= on <= year.ends_on:
        raise UnableToRecord(
            _("The day lies outside of the school year of the class."), code="other_year"
        )
    if learner is not None and not Enrolment.objects.filter(group=group, person=learner).exists():
        raise UnableToRecord(_("Choose a learner of the class."), code="other_class")
