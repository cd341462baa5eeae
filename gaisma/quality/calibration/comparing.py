"""How close an observer comes to the agreed levels, and whether it is close enough.

The measures are those of observers of one lesson; here the pairs are the criteria of one exercise,
all on scales of as many levels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gaisma.analytics.measures.agreement import agreement
from gaisma.quality.calibration import criteria
from gaisma.quality.calibration.models import Exercise


@dataclass(frozen=True)
class Closeness:
    """Of so many criteria, how many are equal, how many equal or one level apart; and kappa.

    A criterion that the observer could not judge is neither: the lesson lets it be judged.
    """

    criteria: int
    exact: int
    adjacent: int
    kappa: float | None


def closeness(exercise: Exercise, answers: Mapping[str, str]) -> Closeness:
    """How close the answers come to the agreed levels."""
    scales = criteria.scales(exercise)
    judged = [name for name, places in scales.items() if answers.get(name) in places]
    first = [scales[name][exercise.levels[name]] for name in judged]
    second = [scales[name][answers[name]] for name in judged]
    levels = max((len(places) for places in scales.values()), default=1)
    found = agreement(first, second, levels=levels)
    kappa = found.linear.value if found.linear else None
    return Closeness(len(scales), found.exact, found.adjacent, kappa)


def is_enough(exercise: Exercise, found: Closeness) -> bool:
    """Whether all that the exercise asks for is reached; a kappa that is not defined is not."""
    is_exact = 100 * found.exact >= exercise.least_exact * found.criteria
    is_adjacent = 100 * found.adjacent >= exercise.least_adjacent * found.criteria
    least = exercise.least_kappa
    is_beyond_chance = least is None or (found.kappa is not None and found.kappa >= least)
    return is_exact and is_adjacent and is_beyond_chance
