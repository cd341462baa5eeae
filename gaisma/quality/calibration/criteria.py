"""What an exercise asks, an instrument's criteria without conditions; how close answers come."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from gaisma.quality.calibration.models import Exercise
from gaisma.quality.observations.criteria import places
from gaisma.record.instruments.questionnaire import ONE, SCALE, Item, Questionnaire


def agreeable(asked: Questionnaire) -> Questionnaire:
    """All criteria, to agree on their levels: what judges nothing is not offered."""
    lists = {
        name: tuple(choice for choice in choices if not choice.is_open)
        for name, choices in asked.lists.items()
    }
    every = [item.name for item in asked.items if is_criterion(asked, item)]
    return replace(_only(asked, every, is_required=False), lists=lists)


def of_exercise(exercise: Exercise) -> Questionnaire:
    """The criteria for which levels are agreed: each needs an answer."""
    return _only(exercise.version.asks, exercise.levels, is_required=True)


def level_places(exercise: Exercise) -> Mapping[str, Mapping[str, int]]:
    """For each criterion of the exercise its levels by their places, 1 the lowest."""
    asked = exercise.version.asks
    agreed = (item for item in asked.items if item.name in exercise.levels)
    return {item.name: places(asked, item) for item in agreed}


def is_criterion(asked: Questionnaire, item: Item) -> bool:
    """Whether one level is chosen that may meet something."""
    return item.kind in (ONE, SCALE) and bool(places(asked, item))


def _only(asked: Questionnaire, names: Collection[str], *, is_required: bool) -> Questionnaire:
    sections = (
        replace(
            section,
            relevant="",
            items=tuple(
                replace(item, relevant="", constraint="", is_required=is_required)
                for item in section.items
                if item.name in names
            ),
        )
        for section in asked.sections
    )
    return replace(asked, sections=tuple(section for section in sections if section.items))


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
    scales = level_places(exercise)
    judged = [name for name, places in scales.items() if answers.get(name) in places]
    first = [scales[name][exercise.levels[name]] for name in judged]
    second = [scales[name][answers[name]] for name in judged]
    levels = max((len(places) for places in scales.values()), default=1)
    # It loads NumPy, which whatever asks for the rooms' offers would wait for.
    from gaisma.analytics.measures.agreement import agreement

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
