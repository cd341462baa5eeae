"""Tables of the lake about lessons and marks; no row of them stands in the record."""

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.evidence.lake.facts import Fact
from gaisma.record.journals.vocabularies import EXCUSED, LATE, PRESENT, UNEXCUSED
from gaisma.record.organisations.facts import PLACE

CUT_BY = ("school_year", "authority", "month")
CLASS = {
    **PLACE,
    "stage": "string",
    "grade": "int64",
    "group": "int64",
    "school_year": "string",
    "month": "string",
}
"""Columns of every fact about lessons: where, in which class, when; a month as 2024-09."""

LESSONS = LakeTable(
    "lessons",
    {
        **CLASS,
        "person": "int64",
        "day": "date",
        "lesson": "int64",
        "subject": "string",
        "status": "string",
        "reason": "string",
        "delivery": "int64",
    },
    cut_by=CUT_BY,
)
"""A learner at a lesson; without a status nobody has entered how the learner was there."""
LESSON_DAYS = LakeTable(
    "lesson_days",
    {
        **CLASS,
        "day": "date",
        "subject": "string",
        "lessons": "int64",
        "present": "int64",
        "late": "int64",
        "excused": "int64",
        "unexcused": "int64",
        "learners": "int64",
    },
    cut_by=CUT_BY,
)
"""The same summed by class, day and subject: `lessons` are rows of learners, entered or not."""
LESSON_MARKS = LakeTable(
    "lesson_marks",
    {
        **CLASS,
        "person": "int64",
        "day": "date",
        "lesson": "int64",
        "subject": "string",
        "given_for": "string",
        "scale": "string",
        "mark": "int64",
        "step": "string",
        "delivery": "int64",
    },
    cut_by=CUT_BY,
)
"""A mark: of ten points in `mark`, in words in `step`."""
FACTS = [Fact(LESSONS), Fact(LESSON_DAYS), Fact(LESSON_MARKS)]


def days(lessons: pl.DataFrame) -> pl.DataFrame:
    """The daily sums of lessons, in an order that does not change.

    All rows of a class on a day came with one delivery, which tells the same of the class in each.
    """
    status = pl.col("status")
    return (
        lessons.group_by("group", "delivery", "day", "subject")
        .agg(
            pl.col(*(name for name in CLASS if name != "group")).first(),
            lessons=pl.len(),
            present=(status == PRESENT).sum(),
            late=(status == LATE).sum(),
            excused=(status == EXCUSED).sum(),
            unexcused=(status == UNEXCUSED).sum(),
            learners=pl.col("person").n_unique(),
        )
        .sort("unit", "group", "day", "subject", nulls_last=True)
    )
