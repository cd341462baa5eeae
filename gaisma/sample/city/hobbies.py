"""Groups of interest education, arts and sports, where learners go beside school."""

from collections.abc import Iterator

import numpy as np

from gaisma.sample import plan, taught
from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.city.institutions import MAIN_SITE, Institution
from gaisma.sample.city.planned import PlannedGroup

SMALLEST_GROUP, LARGEST_GROUP = 8, 16
SIZES = (10, 16)
INTEREST_TITLES = [
    (title, field) for field, listed in taught.INTEREST.items() for title in listed.split("|")
]


def hobby_groups(
    known: tuple[Institution, ...], rng: np.random.Generator
) -> Iterator[PlannedGroup]:
    """The groups of last school year and this; the youth centre's units hold some of its groups."""
    clubs = [institution.name for institution in known if institution.kind == "neighbourhood_club"]
    counts = apportioned(plan.INTEREST_GROUPS, rng.uniform(0.7, 1.3, len(INTEREST_TITLES)))
    for school_year in (plan.LAST_YEAR, plan.THIS_YEAR):
        for number, ((title, field), count) in enumerate(
            zip(INTEREST_TITLES, counts, strict=True), start=1
        ):
            code = f"INT-{number:02}"
            for order in range(count):
                place = _place(field, order, clubs)
                yield _group(place, school_year, (code, title, order), "interest", rng)
        yield from _school(plan.ARTS_SCHOOL, school_year, taught.ARTS, plan.ARTS_GROUPS, rng)
        yield from _school(plan.SPORTS_SCHOOL, school_year, taught.SPORTS, plan.SPORTS_GROUPS, rng)


def _place(field: str, order: int, clubs: list[str]) -> str:
    """Every other STEM group meets in the Innovation Centre, every fourth other group in a club."""
    if field == "stem":
        return plan.INNOVATION_CENTRE if order % 2 == 0 else plan.YOUTH_CENTRE
    return clubs[(order // 4) % len(clubs)] if order % 4 == 3 else plan.YOUTH_CENTRE


def _school(
    institution: str,
    school_year: str,
    offered: tuple[tuple[str, str], ...],
    count: int,
    rng: np.random.Generator,
) -> Iterator[PlannedGroup]:
    for number in range(count):
        code, title = offered[number % len(offered)]
        described = (code, title, number // len(offered))
        yield _group(institution, school_year, described, "professional_orientation", rng)


def _group(
    institution: str,
    school_year: str,
    described: tuple[str, str, int],
    stage: str,
    rng: np.random.Generator,
) -> PlannedGroup:
    code, title, order = described
    return PlannedGroup(
        institution=institution,
        school_year=school_year,
        name=f"{title}, {order + 1}. grupa",
        offered_by=plan.YOUTH_CENTRE if stage == "interest" else institution,
        programme=code,
        stage=stage,
        special="",
        level=None,
        grade=None,
        site=MAIN_SITE,
        min_size=SMALLEST_GROUP,
        max_size=LARGEST_GROUP,
        size=int(rng.integers(*SIZES)),
    )
