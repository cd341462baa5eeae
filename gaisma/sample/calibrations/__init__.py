"""Calibration exercises in Paraugpils: two that are open, one that is being written, results."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from gaisma.base.models import User
from gaisma.quality.calibration import criteria, queries
from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Employment
from gaisma.sample import plan as city_plan
from gaisma.sample.plan import HEAD_AT

__all__ = ["make"]


OPENED_ON = date(2023, 9, 4)
OPEN, BEGUN = ("fractions", "density"), "story"
WRITTEN_BY = "specialists"
"""The account that writes the third exercise."""

FROM_OUTSIDE = ("methodologist", "deputy_head")
FROM_INSIDE = ("head", "deputy_head")
PRACTICES_AT = (HEAD_AT, "Paraugpils Liepu ģimnāzija")
"""Schools that observe with the other questionnaire too."""


@dataclass(frozen=True)
class Taken:
    """When an exercise was taken, and the chance that a level is the agreed one."""

    on: date
    closeness: float


CLOSE, FAR = 0.86, 0.3
OUTSIDE = (
    (Taken(date(2023, 9, 12), CLOSE),),
    (Taken(date(2023, 9, 14), FAR), Taken(date(2024, 1, 16), CLOSE)),
    (Taken(date(2023, 9, 19), CLOSE), Taken(date(2024, 6, 4), CLOSE)),
    (Taken(date(2024, 4, 9), FAR),),
)
"""Of the authority's observers, in turn: run out, running out in October, valid, not passed."""
INSIDE = (
    (Taken(date(2023, 10, 3), FAR), Taken(date(2024, 2, 6), CLOSE)),
    (Taken(date(2023, 11, 7), CLOSE),),
)
"""The same of those who lead institutions."""
EVERY = 4
"""One in so many institutions has tried."""


OWN_SEED = 7
FOLDER = Path(__file__).parent


def make(*, at: datetime) -> None:
    """Write them into a record that holds the city, its accounts and instruments."""
    rng = np.random.default_rng([city_plan.SEED, OWN_SEED])
    fractions, density = (_exercise(name, opened_on=OPENED_ON, at=at) for name in OPEN)
    outside = _people(FROM_OUTSIDE, institution__name=city_plan.AUTHORITY)
    _take(fractions, outside, OUTSIDE, rng, at=at)
    inside = _people(FROM_INSIDE, institution__parent__name=city_plan.AUTHORITY)
    _take(fractions, inside[::EVERY], INSIDE, rng, at=at)
    own = _people(FROM_INSIDE, institution__name=city_plan.HEAD_AT)
    _take(fractions, sorted(set(own) - set(inside[::EVERY])), INSIDE, rng, at=at)
    trying = _people(FROM_INSIDE, institution__name__in=PRACTICES_AT)
    _take(density, trying, INSIDE[::-1], rng, at=at)
    begun = _exercise(BEGUN, opened_on=None, at=at)
    begun.known_to.add(User.objects.get(username=WRITTEN_BY))


def described(name: str) -> dict[str, Any]:
    """An exercise as its file describes it: `levels` are pairs of a level and the reason."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _exercise(name: str, *, at: datetime, **fields: Any) -> Exercise:
    told = described(name)
    agreed = told.pop("levels")
    exercise = Exercise.objects.create(
        version=Version.objects.get(instrument__key=told.pop("instrument"), number=1),
        levels={item: level for item, (level, _reason) in agreed.items()},
        reasons={item: reason for item, (_level, reason) in agreed.items()},
        changed_at=at,
        **told,
        **fields,
    )
    return Exercise.objects.get(pk=exercise.pk)


def _people(roles: Sequence[str], **where: Any) -> list[int]:
    posts = Employment.objects.filter(role__in=roles, to_on=None, **where)
    return sorted(set(posts.values_list("person_id", flat=True)))


def _take(
    exercise: Exercise,
    people: Iterable[int],
    patterns: Sequence[Sequence[Taken]],
    rng: np.random.Generator,
    *,
    at: datetime,
) -> None:
    for number, person in enumerate(people):
        for taken in patterns[number % len(patterns)]:
            answers = _answers(exercise, taken.closeness, rng)
            found = criteria.closeness(exercise, answers)
            is_passed = criteria.is_enough(exercise, found)
            Attempt.objects.create(
                exercise=exercise,
                observer_id=person,
                taken_on=taken.on,
                answers=answers,
                criteria=found.criteria,
                exact=found.exact,
                adjacent=found.adjacent,
                kappa=found.kappa,
                valid_until=queries.valid_until(taken.on, exercise.months) if is_passed else None,
                changed_at=at,
            )


def _answers(exercise: Exercise, closeness: float, rng: np.random.Generator) -> Mapping[str, str]:
    """The agreed level or one beside it; who is seldom right is further off now and then."""
    found = {}
    for item, places in criteria.level_places(exercise).items():
        names = sorted(places, key=lambda name: places[name])
        place = names.index(exercise.levels[item])
        if rng.random() >= closeness:
            reach = 2 if rng.random() >= closeness else 1
            place += reach * (1 if rng.random() < 0.5 else -1)
        found[item] = names[min(max(place, 0), len(names) - 1)]
    return found
