"""Observers take exercises blind, once, and again after the pause."""

from datetime import date, timedelta
from typing import Any

import pytest

from gaisma.base.changes import NotPermitted, UnableToRecord
from gaisma.base.models import User
from gaisma.quality.calibration import actions, queries
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.observations.actions.sheets import UnableToSubmit
from tests import factories
from tests.factories.calibration import LEVELS
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db
FAR = LEVELS | {"tasks": "fully", "argue": "fully", "centred": "no"}


def sent(exercise: Exercise, by: User, **fields: Any) -> Attempt:
    given = {"answers": LEVELS, "language": "lv", "on": TODAY, "at": NOW}
    return actions.send_attempt(exercise=exercise, by=by, **{**given, **fields})


def test_who_comes_close_is_calibrated_for_the_months_of_the_exercise(
    exercise: Exercise, outsider: User
) -> None:
    attempt = sent(exercise, outsider)

    assert attempt.is_passed
    assert attempt.valid_until == date(2025, 8, 20)
    assert (attempt.exact, attempt.adjacent, attempt.kappa) == (5, 5, 1.0)


def test_who_is_far_is_not(exercise: Exercise, outsider: User) -> None:
    attempt = sent(exercise, outsider, answers=FAR)

    assert not attempt.is_passed
    assert (attempt.exact, attempt.adjacent) == (2, 2)


def test_every_criterion_needs_an_answer(exercise: Exercise, outsider: User) -> None:
    with pytest.raises(UnableToSubmit):
        sent(exercise, outsider, answers={"outcomes": "yes"})
    with pytest.raises(UnableToSubmit):
        sent(exercise, outsider, answers=LEVELS | {"outcomes": "excellent"})


def test_what_is_not_asked_is_not_kept(exercise: Exercise, outsider: User) -> None:
    attempt = sent(exercise, outsider, answers=LEVELS | {"create": "fully"})

    assert attempt.answers == LEVELS


def test_it_is_sent_once_and_again_after_the_pause(exercise: Exercise, outsider: User) -> None:
    sent(exercise, outsider, answers=FAR)

    with pytest.raises(UnableToRecord, match="again from 19 September 2024"):
        sent(exercise, outsider)
    assert sent(exercise, outsider, on=TODAY + timedelta(days=30)).is_passed


def test_another_exercise_waits_for_no_pause(exercise: Exercise, outsider: User) -> None:
    sent(exercise, outsider, answers=FAR)

    assert sent(factories.exercise(), outsider).is_passed


def test_who_knows_the_levels_does_not_take_it(exercise: Exercise, author: User) -> None:
    exercise.known_to.add(author)

    with pytest.raises(UnableToRecord, match="read the agreed levels"):
        sent(exercise, author)


@pytest.mark.parametrize("days", [{"opened_on": None}, {"withdrawn_on": TODAY}])
def test_only_open_exercises_are_taken(days: dict[str, Any], outsider: User) -> None:
    with pytest.raises(UnableToRecord, match="not open"):
        sent(factories.exercise(**days), outsider)


def test_who_observes_nothing_takes_nothing(
    exercise: Exercise, auditor: User, specialist: User
) -> None:
    with pytest.raises(NotPermitted):
        sent(exercise, auditor)
    with pytest.raises(UnableToRecord, match="no person of the record"):
        sent(exercise, specialist)


@pytest.mark.parametrize(
    ("day", "months", "until"),
    [
        (date(2024, 8, 20), 12, date(2025, 8, 20)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
    ],
)
def test_validity_ends_on_the_same_day_of_a_later_month(
    day: date, months: int, until: date
) -> None:
    assert queries.valid_until(day, months) == until


def test_validity_is_the_latest_of_an_instrument(exercise: Exercise, outsider: User) -> None:
    person = outsider.account.person
    for day in (date(2024, 3, 1), date(2025, 3, 1)):
        factories.attempt(exercise=exercise, observer=person, taken_on=date(2024, 1, 1),
                          valid_until=day)  # fmt: skip
    factories.attempt(exercise=exercise, observer=person)
    other = factories.person()

    found = queries.calibrations([person.pk, other.pk], exercise.version)

    assert found[person.pk].until == date(2025, 3, 1)
    assert found[person.pk].covers(date(2025, 3, 1))
    assert not found[person.pk].covers(date(2025, 3, 2))
    assert found[other.pk].until is None


def test_nobody_is_uncalibrated_where_there_is_no_exercise(school: object) -> None:
    assert queries.calibrations([1], factories.version()) == {}
