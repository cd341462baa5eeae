"""Exercises are written, agreed on, opened and withdrawn; observers take them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.models import User
from gaisma.quality.calibration import audited, criteria, queries, workflow
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.permissions import KEEP_EXERCISES
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.quality.observations import policies
from gaisma.quality.observations.actions.sheets import UnableToSubmit
from gaisma.record import recording
from gaisma.record.instruments import answering
from gaisma.record.instruments.models import Version


class Terms(TypedDict):
    """What an exercise is called, which lesson it describes, what it asks for and gives."""

    title: str
    lesson: str
    language: str
    least_exact: int
    least_adjacent: int
    least_kappa: Decimal | None
    months: int
    pause_days: int


def write(*, version: Version, by: User | None, at: datetime, **terms: Unpack[Terms]) -> Exercise:
    """Begin an exercise with that version of an instrument. Raises UnableToRecord."""
    changes.demand(KEEP_EXERCISES, by=by)
    policies.check_for_observing(version)
    workflow.check_shares(terms["least_exact"], terms["least_adjacent"])
    with transaction.atomic():
        exercise = recording.add(
            Exercise,
            {"version": version, **terms},
            action=EXERCISE["write"].audited,
            by=by,
            at=at,
        )
        _let_know(exercise, by)
    return exercise


def change(
    *, exercise: Exercise, revision: int, by: User | None, at: datetime, **terms: Unpack[Terms]
) -> Exercise:
    """Write its terms anew, as long as it is a draft. Raises UnableToChange, UnableToRecord."""
    workflow.check_shares(terms["least_exact"], terms["least_adjacent"])
    return _change(exercise, "change", terms, revision=revision, by=by, at=at)


def describe(
    *,
    exercise: Exercise,
    revision: int,
    phases: list[dict[str, Any]],
    by: User | None,
    at: datetime,
) -> Exercise:
    """Describe the lesson by its phases. Raises UnableToChange, UnableToRecord."""
    in_order = sorted(phases, key=lambda phase: (phase["from"], phase["to"]))
    workflow.check_phases(in_order)
    return _change(exercise, "describe", {"phases": in_order}, revision=revision, by=by, at=at)


def agree(
    *,
    exercise: Exercise,
    revision: int,
    levels: Mapping[str, str],
    reasons: Mapping[str, str],
    by: User | None,
    at: datetime,
) -> Exercise:
    """Set the agreed levels with their reasons; who does knows them. Raises UnableToChange."""
    fields = {
        "levels": {name: level for name, level in levels.items() if level},
        "reasons": {name: words for name, words in reasons.items() if words},
    }
    with transaction.atomic():
        changed = _change(exercise, "agree", fields, revision=revision, by=by, at=at)
        _let_know(exercise, by)
    return changed


def open_(
    *, exercise: Exercise, revision: int, on: date, by: User | None, at: datetime
) -> Exercise:
    """Let observers take it, a withdrawn one again. Raises UnableToChange, UnableToRecord."""
    fields = {"opened_on": exercise.opened_on or on, "withdrawn_on": None}
    return _change(exercise, "open", fields, revision=revision, by=by, at=at)


def withdraw(
    *, exercise: Exercise, revision: int, on: date, by: User | None, at: datetime
) -> Exercise:
    """Let nobody take it any more; what was reached stays. Raises UnableToChange."""
    return _change(exercise, "withdraw", {"withdrawn_on": on}, revision=revision, by=by, at=at)


def drop(*, exercise: Exercise, by: User | None, at: datetime) -> None:
    """Throw a draft away. Raises UnableToRecord."""
    EXERCISE.admit(exercise, "drop", by=by)
    recording.remove(exercise, action=EXERCISE["drop"].audited, by=by, at=at)


def reveal(*, exercise: Exercise, by: User, at: datetime) -> None:
    """Let an official read the agreed levels, who then takes this exercise no more."""
    changes.demand(KEEP_EXERCISES, by=by)
    with transaction.atomic():
        _let_know(exercise, by)
        audit.note(
            action=audited.REVEAL,
            by=by,
            at=at,
            subject=Exercise._meta.label,
            ids=[exercise.pk],
        )


def _let_know(exercise: Exercise, by: User | None) -> None:
    if by is not None:
        exercise.known_to.add(by)


def _change(
    exercise: Exercise,
    act: str,
    fields: Mapping[str, Any],
    *,
    revision: int,
    by: User | None,
    at: datetime,
) -> Exercise:
    # Who sets the agreed levels knows them from then on.
    changes.demand(EXERCISE[act].permission, by=by)
    EXERCISE.check(exercise, act)
    action = EXERCISE[act].audited
    return recording.change(exercise, fields, revision=revision, action=action, by=by, at=at)


def send_attempt(
    *,
    exercise: Exercise,
    answers: Mapping[str, str],
    language: str,
    on: date,
    by: User,
    at: datetime,
) -> Attempt:
    """Send what the observer chose; the result is there at once.

    Raises UnableToSubmit and UnableToRecord, also for who knows the levels or sends it twice.
    """
    EXERCISE.demand(exercise, "take", by=by)
    observer = workflow.observer_of(by)
    with transaction.atomic():
        # One after the other: of two sent at once the second finds the pause begun.
        exercise = Exercise.objects.select_for_update(of=("self",)).get(pk=exercise.pk)
        EXERCISE.check(exercise, "take")
        workflow.check_blind(exercise, by)
        workflow.check_rested(exercise, observer, on=on)
        _check_answers(exercise, answers, language, on)
        found = criteria.closeness(exercise, answers)
        is_passed = criteria.is_enough(exercise, found)
        fields = {
            "exercise": exercise,
            "observer": observer,
            "taken_on": on,
            "answers": {name: answers[name] for name in exercise.levels},
            "criteria": found.criteria,
            "exact": found.exact,
            "adjacent": found.adjacent,
            "kappa": found.kappa,
            "valid_until": queries.valid_until(on, exercise.months) if is_passed else None,
        }
        return recording.add(Attempt, fields, action=EXERCISE["take"].audited, by=by, at=at)


def _check_answers(exercise: Exercise, answers: Mapping[str, str], language: str, on: date) -> None:
    asked = criteria.of_exercise(exercise)
    found = answering.problems(asked, answers, language=language, today=on)
    if found:
        raise UnableToSubmit(found)
