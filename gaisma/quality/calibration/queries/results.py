"""A result: what the observer chose beside what was agreed."""

from collections.abc import Iterator
from dataclasses import dataclass

from gaisma.quality.calibration import criteria
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.quality.calibration.queries import exercises
from gaisma.record.instruments.speaking import spoken, title

SAME, NEXT = 0, 1


@dataclass(frozen=True)
class Beside:
    """A criterion: the observer's level beside the agreed one, with its reason.

    `apart` is how many levels lie between; None where the observer could not judge.
    """

    label: str
    chosen: str
    agreed: str
    reason: str
    apart: int | None

    @property
    def tone(self) -> str:
        """How close it is."""
        return {SAME: "good", NEXT: "due"}.get(-1 if self.apart is None else self.apart, "bad")


@dataclass(frozen=True)
class ResultPage:
    """A result, and what the exercise asked for."""

    attempt: Attempt
    exercise: Exercise
    instrument: str
    lines: tuple[Beside, ...]

    @property
    def exact(self) -> float:
        """How many percent of the levels are the agreed ones."""
        return 100 * self.attempt.exact / self.attempt.criteria

    @property
    def adjacent(self) -> float:
        """How many percent are equal or one level apart."""
        return 100 * self.attempt.adjacent / self.attempt.criteria


def page(attempt: Attempt) -> ResultPage:
    """Everything that the page of a result shows."""
    exercise = attempt.exercise
    return ResultPage(
        attempt=attempt,
        exercise=exercise,
        instrument=title(exercise.version.asks),
        lines=tuple(_lines(attempt, exercise)),
    )


def _lines(attempt: Attempt, exercise: Exercise) -> Iterator[Beside]:
    asked, scales = criteria.of_exercise(exercise), criteria.scales(exercise)
    for item, agreed in zip(asked.items, exercises.agreed(exercise), strict=True):
        chosen = attempt.answers.get(item.name, "")
        labels = {one.name: asked.text(one.label, spoken(asked)) for one in asked.choices_of(item)}
        places = scales[item.name]
        apart = (
            abs(places[chosen] - places[exercise.levels[item.name]]) if chosen in places else None
        )
        yield Beside(agreed.label, labels.get(chosen, ""), agreed.level, agreed.reason, apart)
