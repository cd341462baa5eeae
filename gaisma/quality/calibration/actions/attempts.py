"""Observers take exercises: sent once, compared at once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from gaisma.base import changes
from gaisma.base.models import User
from gaisma.quality.calibration import audited, comparing, criteria, policies, validity
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.permissions import TAKE_EXERCISES
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.quality.observations.actions.sheets import UnableToSubmit
from gaisma.record import acts
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
    changes.demand(TAKE_EXERCISES, by=by)
    observer = policies.is_somebody(by)
    with transaction.atomic():
        # One after the other: of two sent at once the second finds the pause begun.
        exercise = Exercise.objects.select_for_update(of=("self",)).get(pk=exercise.pk)
        EXERCISE.check(exercise, "take")
        policies.is_blind(exercise, by)
        policies.has_rested(exercise, observer, on=on)
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
        return acts.add(Attempt, fields, action=audited.TAKE, by=by, at=at)


def _check(exercise: Exercise, answers: Mapping[str, str], language: str, on: date) -> None:
    asked = criteria.of_exercise(exercise)
    found = answering.problems(asked, answers, language=language, today=on)
    if found:
        raise UnableToSubmit(found)
