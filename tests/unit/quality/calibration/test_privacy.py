"""What is held of who took exercises, for how long, and what erasing and merging leave."""

from datetime import date

import pytest

from gaisma.base.models import Installation
from gaisma.quality.calibration import privacy
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.record.people import holdings
from gaisma.record.people.actions import personal_data, persons
from tests import factories
from tests.moments import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(installation: Installation) -> Attempt:
    """A result that was reached in spring."""
    made: Attempt = factories.attempt(taken_on=date(2024, 4, 16))
    return made


def test_erasing_the_observer_leaves_the_exercise_without_the_result(attempt: Attempt) -> None:
    personal_data.erase(person=attempt.observer, by=None, at=NOW, as_of=TODAY)

    assert not Attempt.objects.exists()
    assert Exercise.objects.exists()


def test_results_go_after_five_years(attempt: Attempt) -> None:
    (kind,) = privacy.RETENTION

    assert not kind.over(date(2024, 4, 16)).exists()
    removed = personal_data.remove_overdue(
        by=None, at=NOW, as_of=date(2029, 4, 17), kinds=["calibration"]
    )
    assert removed == {"calibration": 1}
    assert not Attempt.objects.exists()


def test_the_answer_about_what_is_held_tells_the_result(attempt: Attempt) -> None:
    told = [one for one in holdings.of(attempt.observer, periods={}) if "alibr" in one.table]

    assert told
    assert {one.years for one in told} == {5}


def test_a_merged_person_has_the_results_of_both(attempt: Attempt) -> None:
    kept = factories.attempt(exercise=attempt.exercise).observer

    persons.merge(kept=kept, other=attempt.observer, by=None, at=NOW)

    assert Attempt.objects.filter(observer=kept).count() == 2
