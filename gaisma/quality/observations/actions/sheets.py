"""Sheets are filled, submitted once, and after sign-off corrected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base.changes import UnableToChange, UnableToRecord
from gaisma.base.models import User
from gaisma.quality.observations import audited, policies
from gaisma.quality.observations.actions.observations import locked
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.quality.observations.workflow import OBSERVATION
from gaisma.record import recording
from gaisma.record.instruments import answering
from gaisma.record.instruments.answering import Problem
from gaisma.record.programmes.models import Group, Subject

LESSON = ("held_on", "starts_at", "group", "grade", "subject", "topic", "language", "learners")
"""What of an observation is written with the sheet."""


class UnableToSubmit(UnableToRecord):
    """The answers are not whole yet; `problems` says which and what would be right."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            _("Some questions need an answer, or another one."), code="answers_incomplete"
        )


@dataclass(frozen=True)
class Lesson:
    """What was observed, as the observer writes it down."""

    held_on: date
    starts_at: time | None = None
    group: Group | None = None
    grade: int | None = None
    subject: Subject | None = None
    topic: str = ""
    language: str = "lv"
    learners: int | None = None


@dataclass(frozen=True)
class Seen:
    """What the observer saw: answers by item, notes with their moment and criterion, words."""

    answers: Mapping[str, str]
    notes: list[dict[str, str]] = field(default_factory=list)
    strengths: str = ""
    advice: str = ""


def keep(
    *,
    sheet: Sheet,
    revision: int,
    seen: Seen,
    written: Mapping[str, str] | None = None,
    by: User | None,
    at: datetime,
) -> Sheet:
    """Keep a sheet that is not finished, with what is `written` of the lesson so far, by field.

    Raises UnableToChange, UnableToRecord.
    """
    policies.check_own_sheet(sheet, by)
    with transaction.atomic():
        observation = locked(sheet.observation)
        sheet = _current(sheet)
        OBSERVATION.check(observation, "keep_sheet")
        policies.check_unsubmitted(sheet)
        fields = {**_fields(seen), "lesson": dict(written or {})}
        return _written(sheet, fields, "keep_sheet", revision=revision, by=by, at=at)


def submit(
    *,
    sheet: Sheet,
    revision: int,
    seen: Seen,
    lesson: Lesson,
    submission: UUID,
    language: str,
    by: User | None,
    at: datetime,
) -> Sheet:
    """Submit a whole sheet; the same sending twice counts once, and changes nothing.

    Of the lesson, what the observer who leads writes stands. Until sign-off a sheet may be
    submitted again, unless others have rated the lesson too and see it by now. Raises
    UnableToSubmit, UnableToChange, and UnableToRecord.
    """
    policies.check_own_sheet(sheet, by)
    with transaction.atomic():
        observation = locked(sheet.observation)
        sheet = _current(sheet)
        if sheet.submission == submission:
            return sheet
        OBSERVATION.check(observation, "submit_sheet")
        if sheet.revision != revision:
            raise UnableToChange(
                _("This sheet was written on another device meanwhile: look at both."),
                code="changed_meanwhile",
            )
        policies.check_still_blind(sheet)
        _check(observation, seen, language, lesson.held_on)
        if sheet.is_lead or observation.held_on is None:
            _hold(observation, lesson, by=by, at=at)
        fields = {**_fields(seen), "submission": submission, "submitted_at": at, "lesson": {}}
        return _written(sheet, fields, "submit_sheet", revision=revision, by=by, at=at)


def correct(
    *, sheet: Sheet, seen: Seen, reason: str, language: str, by: User | None, at: datetime
) -> Sheet:
    """Correct a sheet after sign-off: another one takes its place and says why.

    Raises UnableToSubmit, UnableToRecord.
    """
    policies.check_own_sheet(sheet, by)
    if not reason.strip():
        raise UnableToRecord(_("Say why the sheet is corrected."), code="no_reason")
    with transaction.atomic():
        observation = locked(sheet.observation)
        OBSERVATION.check(observation, "correct_sheet")
        if Sheet.objects.filter(corrects=sheet).exists():
            raise UnableToRecord(
                _("This sheet was corrected already: correct the latest one."), code="corrected"
            )
        _check(observation, seen, language, observation.on)
        return recording.add(
            Sheet,
            {
                "observation": observation,
                "observer": sheet.observer,
                "is_lead": sheet.is_lead,
                "corrects": sheet,
                "reason": reason.strip(),
                "submitted_at": at,
                **_fields(seen),
            },
            action=OBSERVATION["correct_sheet"].audited,
            by=by,
            at=at,
            organisation=observation.institution,
        )


def _current(sheet: Sheet) -> Sheet:
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("observation__institution")
    return rows.get(pk=sheet.pk)


def _check(observation: Observation, seen: Seen, language: str, on: date) -> None:
    asked = observation.version.asks
    found = answering.problems(asked, seen.answers, language=language, today=on)
    if found:
        raise UnableToSubmit(found)


def _hold(observation: Observation, lesson: Lesson, *, by: User | None, at: datetime) -> None:
    policies.check_is_observed(lesson.held_on, at=at)
    policies.check_group_there(lesson.group, observation.institution)
    # Who has read another sheet than this one is asked to read it.
    fields = {name: getattr(lesson, name) for name in LESSON} | {"read_at": None}
    recording.change(
        observation,
        fields,
        revision=observation.revision,
        action=audited.HOLD,
        by=by,
        at=at,
        organisation=observation.institution,
    )


def _fields(seen: Seen) -> dict[str, Any]:
    return {
        "answers": {item: answer for item, answer in seen.answers.items() if answer},
        "notes": seen.notes,
        "strengths": seen.strengths,
        "advice": seen.advice,
    }


def _written(
    sheet: Sheet,
    fields: Mapping[str, Any],
    act: str,
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Sheet:
    return recording.change(
        sheet,
        fields,
        revision=revision,
        action=OBSERVATION[act].audited,
        by=by,
        at=at,
        organisation=sheet.observation.institution,
    )
