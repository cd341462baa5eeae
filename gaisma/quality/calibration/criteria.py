"""What an exercise asks: the criteria of an instrument without conditions, as questionnaires."""

from collections.abc import Collection, Mapping
from dataclasses import replace

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


def scales(exercise: Exercise) -> Mapping[str, Mapping[str, int]]:
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
