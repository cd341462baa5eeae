"""Preschool groups: children of one age, special groups, 24-hour groups."""

from collections.abc import Iterator

import numpy as np

from gaisma.sample import plan, taught
from gaisma.sample.city.apportionment import apportioned, spread
from gaisma.sample.city.institutions import MAIN_SITE, Institution, former_site
from gaisma.sample.city.planned import PlannedGroup

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
    start = (order - 1) * 11 % len(taught.GROUP_NAMES)
    return taught.GROUP_NAMES[start:] + taught.GROUP_NAMES[:start]


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
            programme=taught.PRESCHOOL_SPECIAL_CODES.get(special, taught.PRESCHOOL[0]),
            stage="preschool",
            special=special,
            level=age - ENTERING,
            grade=None,
            site=_site(institution, school_year, count - number),
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


def _site(institution: Institution, school_year: str, from_the_end: int) -> str:
    """The successor goes on in the merged school's building with as many groups as it had."""
    for closed, successor in plan.SUCCESSORS.items():
        if successor == institution.name and school_year == plan.THIS_YEAR:
            taken_over = plan.PRESCHOOLS[closed].last_groups
            return former_site(closed) if from_the_end <= taken_over else MAIN_SITE
    return MAIN_SITE
