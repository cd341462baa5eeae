"""Groups of vocational education by course."""

from collections.abc import Iterator

import numpy as np

from gaisma.sample import plan, taught
from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.city.institutions import MAIN_SITE, TECHNICAL_SITES
from gaisma.sample.city.planned import PlannedGroup

FIRST_COURSE = 21
"""The level of the first course, which follows grade 9."""
LARGEST_GROUP, SMALLEST_GROUP = 32, 8


def vocational_groups(rng: np.random.Generator) -> Iterator[PlannedGroup]:
    """The vocational groups of last school year and this."""
    for school_year in (plan.LAST_YEAR, plan.THIS_YEAR):
        for institution, courses in plan.VOCATIONAL_COURSES.items():
            for course, (count, learners) in enumerate(courses, start=1):
                sizes = apportioned(learners, rng.uniform(0.9, 1.1, count))
                for number, size in enumerate(sizes):
                    yield _group(institution, school_year, course, number, size)


def _group(institution: str, school_year: str, course: int, number: int, size: int) -> PlannedGroup:
    technical = institution == plan.TECHNICAL_SCHOOL
    offered = taught.VOCATIONAL if technical else taught.ARTS_VOCATIONAL
    programme = number % len(offered)
    return PlannedGroup(
        institution=institution,
        school_year=school_year,
        name=f"{offered[programme][1][:3].upper()}-{course}{number + 1:02}",
        offered_by=institution,
        programme=offered[programme][0],
        stage="vocational",
        special="",
        level=FIRST_COURSE + course - 1,
        grade=None,
        site=TECHNICAL_SITES[programme % len(TECHNICAL_SITES)] if technical else MAIN_SITE,
        min_size=SMALLEST_GROUP,
        max_size=LARGEST_GROUP,
        size=size,
    )
