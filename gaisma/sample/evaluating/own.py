"""What teachers and methodical commissions of some institutions say of their own year."""

from datetime import UTC, datetime

import numpy as np

from gaisma.base.models import Organisation, SchoolYear
from gaisma.quality.selfevaluation.models import Contribution
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Employment, Person
from gaisma.sample import plan as city_plan
from gaisma.sample.evaluating import plan, words

SEED = 6
LEVELS = {"good": 0.4, "very_good": 0.4, "excellent": 0.1, "needs_improvement": 0.1}
JUDGED = ("done_level", "results_level", "cooperation_level", "development_level")
SUBMITTED_AT = datetime(2024, 6, 11, 13, 30, tzinfo=UTC)


def make(places: dict[str, Organisation], *, at: datetime) -> None:
    """Submitted ones of some teachers and of a commission; one is still being written."""
    rng = np.random.default_rng([city_plan.SEED, SEED])
    for name in plan.HEARD_FROM:
        teachers = _teachers(places[name])
        for person, said in zip(teachers[::3], words.OWN, strict=False):
            _write(places[name], person, said, rng, at=at)
        told = words.OF_COMMISSION
        _write(places[name], teachers[1], told, rng, at=at, commission=words.COMMISSION)
    house = places[city_plan.HEAD_AT]
    _write(house, _teachers(house)[1], words.OWN[1], rng, at=at, is_draft=True)


def _teachers(place: Organisation) -> list[Person]:
    """Those who teach there, who has an account first."""
    posts = Employment.objects.filter(institution=place, to_on=None).exclude(role__in=plan.LEADING)
    ids = posts.values_list("person_id", flat=True)
    found = Person.objects.filter(pk__in=ids).order_by("account__pk", "pk")
    return sorted(found.select_related("account"), key=lambda one: not hasattr(one, "account"))


def _write(
    place: Organisation,
    person: Person,
    said: dict[str, str],
    rng: np.random.Generator,
    *,
    at: datetime,
    commission: str = "",
    is_draft: bool = False,
) -> None:
    levels = rng.choice(list(LEVELS), size=len(JUDGED), p=list(LEVELS.values()))
    Contribution.objects.create(
        institution=place,
        person=person,
        school_year=SchoolYear.objects.get(name=city_plan.LAST_YEAR),
        version=Version.objects.get(instrument__key="own-self-evaluation"),
        commission=commission,
        answers={**said, **dict(zip(JUDGED, map(str, levels), strict=True))},
        submitted_at=None if is_draft else SUBMITTED_AT,
        changed_at=at,
    )
