"""Observers take exercises: sent once, compared at once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gaisma.base.models import User
from gaisma.quality.calibration import comparing, criteria, policies, validity
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.quality.observations.actions.sheets import UnableToSubmit
from gaisma.record import recording
from gaisma.record.instruments import answering


def send(
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
    observer = policies.is_somebody(by)
    with transaction.atomic():
        # One after the other: of two sent at once the second finds the pause begun.
        exercise = Exercise.objects.select_for_update(of=("self",)).get(pk=exercise.pk)
        EXERCISE.check(exercise, "take")
        policies.check_blind(exercise, by)
        policies.check_rested(exercise, observer, on=on)
        _check(exercise, answers, language, on)
        found = comparing.closeness(exercise, answers)
        is_passed = comparing.is_enough(exercise, found)
        fields = {
            "exercise": exercise,
            "observer": observer,
            "taken_on": on,
            "answers": {name: answers[name] for name in exercise.levels},
            "criteria": found.criteria,
            "exact": found.exact,
            "adjacent": found.adjacent,
            "kappa": found.kappa,
            "valid_until": validity.until(on, exercise.months) if is_passed else None,
        }
        return recording.add(Attempt, fields, action=EXERCISE["take"].audited, by=by, at=at)


def _check(exercise: Exercise, answers: Mapping[str, str], language: str, on: date) -> None:
    asked = criteria.of_exercise(exercise)
    found = answering.problems(asked, answers, language=language, today=on)
    if found:
        raise UnableToSubmit(found)
