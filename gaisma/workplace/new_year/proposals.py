"""What is proposed for a school year: each group as it would usually go on.

Classes go up by a grade with their name; grades 9 and 12 finish; preschool groups stay, and leave
of them the children who turn seven in the year in which the school year begins; groups of interest
education are there again without learners. The first classes and the tenth open anew, like those
of the running year.
"""

import re
from collections.abc import Iterable, Iterator

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.base.models import Organisation
from gaisma.record.programmes.models import PARTICULARS, Group
from gaisma.workplace.new_year.models import (
    CONTINUES,
    EMPTIES,
    ENDS,
    OPENS,
    Plan,
    PlannedGroup,
)

FINISHING_GRADES = (9, 12)
OPENING_GRADES = (1, 10)
SCHOOL_AGE = 7
"""A child begins school in the calendar year of the seventh birthday (General Education Law)."""


def register_of(institution: Organisation) -> list[int]:
    """The ids of the institution and its units, whose groups are in its register."""
    return [institution.pk, *institution.children.values_list("pk", flat=True)]


def running_groups(institution: Organisation, school_year: str) -> list[Group]:
    """The groups of a school year in the institution's register."""
    groups = Group.objects.filter(
        institution__in=register_of(institution), school_year__name=school_year
    )
    return list(groups.select_related("programme", "institution"))


def proposed(plan: Plan, groups: Iterable[Group]) -> Iterator[PlannedGroup]:
    """The planned groups, not yet stored."""
    for group in groups:
        yield _planned(plan, group, act=_act(group), grade=_grade_after(group))
        if group.grade in OPENING_GRADES:
            yield _planned(plan, group, act=OPENS, grade=group.grade)


def promoted_name(name: str, grade: int | None) -> str:
    """The name of a class a grade higher: 5.a becomes 6.a; a name without its grade stays."""
    if grade is None:
        return name
    return re.sub(rf"^{grade}(?!\d)", str(grade + 1), name)


def _act(group: Group) -> str:
    if group.programme.stage not in EXCLUSIVE_STAGES:
        return EMPTIES
    return ENDS if group.grade in FINISHING_GRADES else CONTINUES


def _grade_after(group: Group) -> int | None:
    if group.grade is None or _act(group) != CONTINUES:
        return group.grade
    return group.grade + 1


def _planned(plan: Plan, group: Group, *, act: str, grade: int | None) -> PlannedGroup:
    goes_up = act == CONTINUES
    return PlannedGroup(
        plan=plan,
        source=None if act == OPENS else group,
        institution=group.institution,
        act=act,
        name=promoted_name(group.name, group.grade) if goes_up else group.name,
        programme=group.programme,
        **{name: getattr(group, name) for name in PARTICULARS} | {"grade": grade},
    )
