"""How many people of an audience each institution has on a day: of whom so many answered."""

from collections.abc import Collection
from datetime import date
from typing import Any

import polars as pl
from django.db.models import Count, QuerySet

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.base import bulk
from gaisma.base.models import Organisation
from gaisma.base.sorting import natural
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Enrolment, Group

GRADES = {"pupils_grades_3_4": (3, 4), "pupils_grades_5_12": (5, 12)}
STAGES = {"parents_of_school": "school", "parents_of_preschool": "preschool"}


def of(audience: str, *, on: date) -> pl.DataFrame:
    """`institution_id` and `people`: teachers employed, pupils enrolled, enrolled children.

    Of parents each child counts once: one parent answers for one child.
    """
    if audience == "teachers":
        rows = Employment.objects.held_on(on).filter(role__in=TEACHING_ROLES)
        return _counted(rows, "institution_id")
    return _counted(_learning(audience, on=on), "group__institution_id")


def of_groups(audience: str, *, institution: Organisation, on: date) -> dict[Group, int]:
    """The classes and groups of an institution, each with how many of the audience belong to it."""
    return dict(of_all_groups([audience], institution=institution, on=on)[audience])


def of_all_groups(
    audiences: Collection[str], *, institution: Organisation, on: date
) -> dict[str, list[tuple[Group, int]]]:
    """By audience the same, in the order of the groups' names. Teachers belong to none."""
    counted = {one: _of_groups(one, institution, on) for one in audiences}
    groups = Group.objects.filter(pk__in={group for each in counted.values() for group in each})
    named = sorted(groups, key=lambda one: natural(one.name))
    return {
        audience: [(group, people[group.pk]) for group in named if group.pk in people]
        for audience, people in counted.items()
    }


def _of_groups(audience: str, institution: Organisation, on: date) -> dict[int, int]:
    if audience == "teachers":
        return {}
    rows = _learning(audience, on=on).filter(group__institution=institution).order_by()
    return dict(rows.values_list("group").annotate(people=Count("person", distinct=True)))


def _learning(audience: str, *, on: date) -> "QuerySet[Enrolment]":
    """The enrolments of those whom the audience is, or whose parents it is."""
    learning = Enrolment.objects.held_on(on).filter(
        group__school_year__starts_on__lte=on, group__school_year__ends_on__gte=on
    )
    if audience in GRADES:
        first, last = GRADES[audience]
        return learning.filter(programme__stage="school", group__grade__range=(first, last))
    return learning.filter(programme__stage=STAGES[audience])


def _counted(rows: "QuerySet[Any]", institution: str) -> pl.DataFrame:
    pairs = bulk.frame_of(rows.order_by(institution), institution, "person_id").unique()
    counted = pairs.group_by(institution_id=institution).agg(people=pl.len().cast(pl.Int64))
    return counted.sort("institution_id")
