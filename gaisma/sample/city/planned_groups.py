"""Groups of each stage before they have an id."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from gaisma.sample import curriculum, plan
from gaisma.sample.city.apportionment import apportioned, spread
from gaisma.sample.city.institutions import MAIN_SITE, TECHNICAL_SITES, Institution, former_site

HOBBY_STAGES = ("interest", "professional_orientation")
"""Stages in which learners of preschools and schools learn beside them."""


class PlannedGroup(NamedTuple):
    """A group or class of a school year and the number of learners that it is to have.

    `level` orders the years of learning: 1–12 are grades, 0 and below the years of preschool
    before them, 21 and above the courses of vocational education. A group whose learners are of
    any age has none. `offered_by` names the institution that holds the programme's licence.
    """

    institution: str
    school_year: str
    name: str
    offered_by: str
    programme: str
    stage: str
    special: str
    level: int | None
    grade: int | None
    site: str
    min_size: int
    max_size: int
    size: int
    learners_total: int | None = None
    regime: str = ""


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
        programme=_programme_of_class(name, letter, school_year, grade, extramural),
        stage="school",
        special=special,
        level=grade,
        grade=grade,
        site=_site_of_class(name, letter, school_year),
        min_size=1 if special else SMALLEST_CLASS,
        max_size=largest,
        size=size,
    )


def _programme_of_class(
    name: str,
    letter: str,
    school_year: str,
    grade: int,
    extramural: bool,  # noqa: FBT001
) -> str:
    if extramural:
        return curriculum.SECONDARY_EXTRAMURAL[0]
    if grade >= BANDS[-1][0]:
        return curriculum.SECONDARY[0]
    if name == plan.SPECIAL_SCHOOL:
        return curriculum.BASIC_SPECIAL_CODES[LEADING_NEED]
    not_yet = plan.MINORITY_GRADES if school_year == plan.THIS_YEAR else plan.LAST_MINORITY_GRADES
    if name in plan.MINORITY_PROGRAMME_AT and letter != "a" and grade in not_yet:
        return curriculum.BASIC_MINORITY[0]
    return curriculum.BASIC[0]


def _site_of_class(name: str, letter: str, school_year: str) -> str:
    """The successor's last parallel class of the youngest learns where the merged school was."""
    for closed, successor in plan.SUCCESSORS.items():
        if successor == name and school_year == plan.THIS_YEAR and letter == LETTERS[4]:
            return former_site(closed)
    return MAIN_SITE


ENTERING = 6
"""The age in the last year before grade 1, which is level 0."""
SIZE_BY_AGE = {1: 0.82, 2: 0.9, 3: 1.0, 4: 1.02, 5: 1.06, 6: 1.08}
SPECIAL_SIZE = 0.65


def preschool_groups(
    known: tuple[Institution, ...], rng: np.random.Generator
) -> Iterator[PlannedGroup]:
    """The preschool groups of last school year and this."""
    for order, institution in enumerate(i for i in known if i.name in plan.PRESCHOOLS):
        given = plan.PRESCHOOLS[institution.name]
        names = _names(order)
        last = (given.last_groups, given.last_children, given.last_free)
        this = (given.groups, given.children, given.free)
        yield from _year(institution, plan.LAST_YEAR, names, last, plan.LAST_AGE_SHARES, rng)
        yield from _year(institution, plan.THIS_YEAR, names, this, plan.AGE_SHARES, rng)


def _names(order: int) -> list[str]:
    """Each institution calls its groups by another part of the list; PII-04 has Taurenīši."""
    start = (order - 1) * 11 % len(curriculum.GROUP_NAMES)
    return curriculum.GROUP_NAMES[start:] + curriculum.GROUP_NAMES[:start]


def _year(
    institution: Institution,
    school_year: str,
    names: list[str],
    totals: tuple[int, int, int],
    age_shares: tuple[float, ...],
    rng: np.random.Generator,
) -> Iterator[PlannedGroup]:
    count, children, free = totals
    if not count:
        return
    ages, specials = _ages(count, age_shares), _specials(count, institution)
    sizes = _sizes(children, ages, specials, rng)
    free_places = spread(free, count, rng)
    around_the_clock = count // 2 if institution.name in plan.TWENTY_FOUR_HOUR_AT else -1
    for number, (age, special, size) in enumerate(zip(ages, specials, sizes, strict=True)):
        yield PlannedGroup(
            institution=institution.name,
            school_year=school_year,
            name=names[number],
            offered_by=institution.name,
            programme=curriculum.PRESCHOOL_SPECIAL_CODES.get(special, curriculum.PRESCHOOL[0]),
            stage="preschool",
            special=special,
            level=age - ENTERING,
            grade=None,
            site=_site_of_preschool(institution, school_year, count - number),
            min_size=plan.SMALLEST_SPECIAL_GROUP if special else plan.SMALLEST_GROUP,
            max_size=size + free_places[number],
            regime="24_hour" if number == around_the_clock else "day",
            size=size,
        )


def _ages(count: int, shares: tuple[float, ...]) -> list[int]:
    middles = (np.arange(count) + 0.5) / count
    return [plan.AGES[0] + int(step) for step in np.searchsorted(np.cumsum(shares), middles)]


def _specials(count: int, institution: Institution) -> list[str]:
    """The special groups are among the oldest, every other one where there is room."""
    specials = [""] * count
    needs = institution.preschool_special
    step = 2 if 2 * len(needs) <= count else 1
    for number, need in enumerate(needs):
        specials[count - 1 - step * number] = need
    return specials


def _sizes(
    children: int, ages: list[int], specials: list[str], rng: np.random.Generator
) -> list[int]:
    weights = [
        SIZE_BY_AGE[age] * (SPECIAL_SIZE if special else 1.0)
        for age, special in zip(ages, specials, strict=True)
    ]
    return apportioned(children, np.array(weights) * rng.uniform(0.96, 1.04, len(weights)))


def _site_of_preschool(institution: Institution, school_year: str, from_the_end: int) -> str:
    """The successor goes on in the merged school's building with as many groups as it had."""
    for closed, successor in plan.SUCCESSORS.items():
        if successor == institution.name and school_year == plan.THIS_YEAR:
            taken_over = plan.PRESCHOOLS[closed].last_groups
            return former_site(closed) if from_the_end <= taken_over else MAIN_SITE
    return MAIN_SITE


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
                    yield _vocational_group(institution, school_year, course, number, size)


def _vocational_group(
    institution: str, school_year: str, course: int, number: int, size: int
) -> PlannedGroup:
    technical = institution == plan.TECHNICAL_SCHOOL
    offered = curriculum.VOCATIONAL if technical else curriculum.ARTS_VOCATIONAL
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


SMALLEST_HOBBY_GROUP, LARGEST_HOBBY_GROUP = 8, 16
SIZES = (10, 16)
INTEREST_TITLES = [
    (title, field) for field, listed in curriculum.INTEREST.items() for title in listed.split("|")
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
                yield _hobby_group(place, school_year, (code, title, order), "interest", rng)
        yield from _school(plan.ARTS_SCHOOL, school_year, curriculum.ARTS, plan.ARTS_GROUPS, rng)
        yield from _school(
            plan.SPORTS_SCHOOL, school_year, curriculum.SPORTS, plan.SPORTS_GROUPS, rng
        )


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
        yield _hobby_group(institution, school_year, described, "professional_orientation", rng)


def _hobby_group(
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
        min_size=SMALLEST_HOBBY_GROUP,
        max_size=LARGEST_HOBBY_GROUP,
        size=int(rng.integers(*SIZES)),
    )
