"""The exercises that ship with the city are whole and fit their instruments."""

from decimal import Decimal
from typing import Any

import pytest

from gaisma.base.changes import UnableToRecord
from gaisma.quality.calibration import criteria, workflow
from gaisma.quality.calibration.models import Exercise
from gaisma.quality.calibration.workflow import EXERCISE
from gaisma.quality.observations import questionnaires
from gaisma.record.instruments.models import Version
from gaisma.sample import calibrations
from gaisma.sample.calibrations import described


def exercise(name: str) -> Exercise:
    """The exercise as its file describes it, not kept."""
    told: dict[str, Any] = described(name)
    agreed = told.pop("levels")
    told["least_kappa"] = told["least_kappa"] and Decimal(told["least_kappa"])
    return Exercise(
        version=Version(asks=questionnaires.shipped(told.pop("instrument"))),
        levels={item: level for item, (level, _reason) in agreed.items()},
        reasons={item: reason for item, (_level, reason) in agreed.items()},
        **told,
    )


@pytest.mark.parametrize("name", calibrations.OPEN)
def test_an_exercise_that_is_open_is_whole(name: str) -> None:
    found = exercise(name)

    EXERCISE.check(found, "open")
    workflow.check_phases(found.phases)


@pytest.mark.parametrize("name", [*calibrations.OPEN, calibrations.BEGUN])
def test_levels_are_those_of_the_instrument(name: str) -> None:
    found = exercise(name)
    scales = criteria.level_places(found)

    assert set(scales) == set(found.levels)
    assert all(level in scales[item] for item, level in found.levels.items())


@pytest.mark.parametrize("name", calibrations.OPEN)
def test_who_chooses_the_agreed_levels_passes_and_who_chooses_one_level_does_not(
    name: str,
) -> None:
    found = exercise(name)
    lowest = {item: min(scale, key=scale.__getitem__)
              for item, scale in criteria.level_places(found).items()}  # fmt: skip

    assert criteria.is_enough(found, criteria.closeness(found, found.levels))
    assert not criteria.is_enough(found, criteria.closeness(found, lowest))


def test_the_draft_is_not_whole_yet() -> None:
    with pytest.raises(UnableToRecord):
        EXERCISE.check(exercise(calibrations.BEGUN), "open")


def test_there_is_one_for_each_instrument() -> None:
    assert {described(name)["instrument"] for name in calibrations.OPEN} == set(questionnaires.KEYS)
