"""How close levels come to those agreed, and what is close enough."""

from decimal import Decimal

import pytest

from gaisma.quality.calibration import criteria
from gaisma.quality.calibration.criteria import Closeness
from gaisma.quality.calibration.models import Exercise
from tests import factories
from tests.factories.calibration import LEVELS

pytestmark = pytest.mark.django_db


def test_equal_levels_agree_wholly(exercise: Exercise) -> None:
    assert criteria.closeness(exercise, LEVELS) == Closeness(5, 5, 5, 1.0)


def test_levels_apart_are_told_with_kappa(exercise: Exercise) -> None:
    # Agreed 3 1 2 4 1, chosen 2 1 4 4 1: three equal, one a level apart, one two apart.
    found = criteria.closeness(exercise, LEVELS | {"outcomes": "partly", "support": "fully"})

    assert (found.criteria, found.exact, found.adjacent) == (5, 3, 4)
    # The 5 pairs lie 3 levels apart, all 25 pairings 35: 1 - (3/5) / (35/25).
    assert found.kappa == pytest.approx(4 / 7)


def test_who_cannot_judge_is_far_from_the_agreed_level(exercise: Exercise) -> None:
    found = criteria.closeness(exercise, LEVELS | {"outcomes": "cannot"})

    assert (found.criteria, found.exact, found.adjacent) == (5, 4, 4)


def test_who_judges_nothing_reaches_nothing(exercise: Exercise) -> None:
    found = criteria.closeness(exercise, dict.fromkeys(LEVELS, "cannot"))

    assert found == Closeness(5, 0, 0, None)
    assert not criteria.is_enough(exercise, found)


@pytest.mark.parametrize(
    ("exact", "adjacent", "kappa", "is_enough"),
    [
        (6, 9, 0.4, True),
        (5, 9, 0.4, False),
        (6, 8, 0.4, False),
        (6, 9, 0.39, False),
        (6, 9, None, False),
        (10, 10, 1.0, True),
    ],
)
def test_enough_is_all_that_is_asked_for(
    exact: int, adjacent: int, kappa: float | None, is_enough: bool
) -> None:
    asking = factories.exercise(least_exact=60, least_adjacent=90, least_kappa=Decimal("0.4"))

    assert criteria.is_enough(asking, Closeness(10, exact, adjacent, kappa)) is is_enough


def test_without_a_least_kappa_shares_are_enough(exercise: Exercise) -> None:
    assert criteria.is_enough(exercise, Closeness(10, 6, 9, None))
