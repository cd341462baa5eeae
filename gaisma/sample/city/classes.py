"""Classes of the general schools, grades 1–12."""

from collections.abc import Iterator

import numpy as np

from gaisma.sample import plan, taught
from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.city.institutions import MAIN_SITE, Institution, former_site
from gaisma.sample.city.planned import PlannedGroup

LETTERS = "abcdef"
BANDS = ((1, 6), (7, 9), (10, 12))
LARGEST_CLASS, LARGEST_EXTRAMURAL, LARGEST_SPECIAL = 34, 45, 16
SMALLEST_CLASS = 8
SIZE_AT = {plan.SPECIAL_SCHOOL: 0.45, **dict.fromkeys(plan.SUCCESSORS, 0.85)}
EXTRAMURAL_SIZE = 1.35
LEADING_NEED = "mental_development"
"""The special school's classes follow this programme unless a learner has another."""


def class_groups(
    known: tuple[Institution, ...], rng: np.random.Generator
) -> Iterator[PlannedGroup]:
    """The classes of last school year and this."""
    schools = [institution for institution in known if institution.name in plan.SCHOOLS]
    for school_year, totals in (
        (plan.LAST_YEAR, plan.LAST_GRADES),
        (plan.THIS_YEAR, plan.GRADES),
    ):
        for grade, learners in enumerate(totals, start=1):
            yield from _grade(schools, school_year, grade, learners, rng)


def _grade(
    schools: list[Institution],
    school_year: str,
    grade: int,
    learners: int,
    rng: np.random.Generator,
) -> Iterator[PlannedGroup]:
    classes = [
        (school.name, letter)
        for school in schools
        for letter in LETTERS[: _parallel(school.name, school_year, grade)]
    ]
    weights = [_weight(name, _is_extramural(name, letter, grade)) for name, letter in classes]
    sizes = apportioned(learners, np.array(weights) * rng.uniform(0.92, 1.08, len(weights)))
    for (name, letter), size in zip(classes, sizes, strict=True):
        yield _class(name, letter, school_year, grade, size)


def _parallel(name: str, school_year: str, grade: int) -> int:
    school = plan.SCHOOLS[name]
    band = next(number for number, (_, last) in enumerate(BANDS) if grade <= last)
    return (school.classes if school_year == plan.THIS_YEAR else school.last_classes)[band]


def _weight(name: str, extramural: bool) -> float:  # noqa: FBT001
    return SIZE_AT.get(name, 1.0) * (EXTRAMURAL_SIZE if extramural else 1.0)


def _is_extramural(name: str, letter: str, grade: int) -> bool:
    """The last of the three parallel classes."""
    return name == plan.EXTRAMURAL_AT and grade >= BANDS[-1][0] and letter == LETTERS[2]


def _class(name: str, letter: str, school_year: str, grade: int, size: int) -> PlannedGroup:
    extramural = _is_extramural(name, letter, grade)
    special = LEADING_NEED if name == plan.SPECIAL_SCHOOL else ""
    largest = LARGEST_SPECIAL if special else LARGEST_EXTRAMURAL if extramural else LARGEST_CLASS
    return PlannedGroup(
        institution=name,
        school_year=school_year,
        name=f"{grade}.{letter}",
        offered_by=name,
        programme=_programme(name, letter, school_year, grade, extramural),
        stage="school",
        special=special,
        level=grade,
        grade=grade,
        site=_site(name, letter, school_year),
        min_size=1 if special else SMALLEST_CLASS,
        max_size=largest,
        size=size,
    )


def _programme(name: str, letter: str, school_year: str, grade: int, extramural: bool) -> str:  # noqa: FBT001
    if extramural:
        return taught.SECONDARY_EXTRAMURAL[0]
    if grade >= BANDS[-1][0]:
        return taught.SECONDARY[0]
    if name == plan.SPECIAL_SCHOOL:
        return taught.BASIC_SPECIAL_CODES[LEADING_NEED]
    not_yet = plan.MINORITY_GRADES if school_year == plan.THIS_YEAR else plan.LAST_MINORITY_GRADES
    if name in plan.MINORITY_PROGRAMME_AT and letter != "a" and grade in not_yet:
        return taught.BASIC_MINORITY[0]
    return taught.BASIC[0]


def _site(name: str, letter: str, school_year: str) -> str:
    """The successor's last parallel class of the youngest learns where the merged school was."""
    for closed, successor in plan.SUCCESSORS.items():
        if successor == name and school_year == plan.THIS_YEAR and letter == LETTERS[4]:
            return former_site(closed)
    return MAIN_SITE
