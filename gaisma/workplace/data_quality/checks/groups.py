"""Groups: ages that do not fit a grade, sizes beyond the limits."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gaisma.base import bulk
from gaisma.record.programmes.models import Group
from gaisma.workplace.data_quality.checks import Check, Round, reading
from gaisma.workplace.data_quality.permissions import SEE

FIRST_GRADE_AT = 7
YOUNGER, OLDER = 1, 3
"""So many years below and above the usual age of a grade are nothing unusual."""
PRESCHOOL_AGES = (1, 7)
TABLES = ("people", *reading.PLACES)


def ages(round_: Round) -> pl.DataFrame:
    """Learners far from the age of their grade; children outside the ages of preschool.

    The age is counted in calendar years at the start of the school year, as grades are.
    """
    rows = reading.placed(round_).filter(pl.col("form_of_study") != "extramural")
    rows = rows.join(reading.people(round_), on="person").drop_nulls("born_on")
    rows = rows.with_columns(age=int(round_.school_year[:4]) - pl.col("born_on").dt.year())
    usual = pl.col("grade") + FIRST_GRADE_AT - 1
    off_grade = ~pl.col("age").is_between(usual - YOUNGER, usual + OLDER)
    off_preschool = (pl.col("stage") == "preschool") & ~pl.col("age").is_between(*PRESCHOOL_AGES)
    return reading.about_people(rows.filter(off_grade.fill_null(value=False) | off_preschool))


def _says_age(row: Mapping[str, Any]) -> str:
    return _("%(age)d years old in %(group)s") % {"age": row["age"], "group": row["group_name"]}


def sizes(round_: Round) -> pl.DataFrame:
    """Groups with fewer learners than their minimum or more than their maximum."""
    groups = bulk.frame_of(
        Group.objects.filter(school_year__name=round_.school_year, learners_total__isnull=True),
        "pk",
        "name",
        "institution_id",
        "programme__stage",
        "min_size",
        "max_size",
    )
    stages = reading.placed(round_)["stage"].unique().implode()
    held = reading.placed(round_).group_by("group").agg(held=pl.col("person").n_unique())
    rows = groups.join(held, left_on="pk", right_on="group", how="left")
    rows = rows.filter(pl.col("programme__stage").is_in(stages)).with_columns(
        held=pl.col("held").fill_null(0)
    )
    beyond = (pl.col("held") < pl.col("min_size")) | (pl.col("held") > pl.col("max_size"))
    return rows.filter(beyond).with_columns(
        subject=pl.format("group:{}", "pk"),
        kind=pl.lit("group"),
        target="pk",
        organisation="institution_id",
    )


def _says_size(row: Mapping[str, Any]) -> str:
    said = {"held": row["held"], "least": row["min_size"], "most": row["max_size"]}
    if row["max_size"] is not None and row["held"] > row["max_size"]:
        return _("%(held)d learners, the maximum is %(most)d") % said
    return _("%(held)d learners, the minimum is %(least)d") % said


CHECKS = [
    Check(
        "ages",
        title=gettext_noop("Unusual ages"),
        explanation=gettext_noop(
            "More than a year younger or three years older than usual in the grade; in preschool "
            "under one or over seven."
        ),
        permission=SEE,
        find=ages,
        says=_says_age,
        tables=TABLES,
        order=80,
    ),
    Check(
        "sizes",
        title=gettext_noop("Groups beyond their limits"),
        explanation=gettext_noop("More learners than the maximum, or fewer than the minimum."),
        permission=SEE,
        find=sizes,
        says=_says_size,
        tables=TABLES,
        order=90,
    ),
]
