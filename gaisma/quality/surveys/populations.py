"""How many people of an audience each institution has on a day: of whom so many answered."""

from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.base import bulk
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Enrolment

GRADES = {"pupils_grades_3_4": (3, 4), "pupils_grades_5_12": (5, 12)}
STAGES = {"parents_of_school": "school", "parents_of_preschool": "preschool"}


def of(audience: str, *, on: date) -> pl.DataFrame:
    """`institution_id` and `people`: teachers employed, pupils enrolled, enrolled children.

    Of parents each child counts once: one parent answers for one child.
    """
    if audience == "teachers":
        rows = Employment.objects.held_on(on).filter(role__in=TEACHING_ROLES)
        return _counted(rows, "institution_id")
    learning = Enrolment.objects.held_on(on).filter(
        group__school_year__starts_on__lte=on, group__school_year__ends_on__gte=on
    )
    if audience in GRADES:
        first, last = GRADES[audience]
        pupils = learning.filter(programme__stage="school", group__grade__range=(first, last))
        return _counted(pupils, "group__institution_id")
    return _counted(learning.filter(programme__stage=STAGES[audience]), "group__institution_id")


def _counted(rows: "QuerySet[Any]", institution: str) -> pl.DataFrame:
    pairs = bulk.frame_of(rows.order_by(institution), institution, "person_id").unique()
    counted = pairs.group_by(institution_id=institution).agg(people=pl.len().cast(pl.Int64))
    return counted.sort("institution_id")
