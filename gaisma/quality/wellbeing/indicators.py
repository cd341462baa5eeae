"""Figures about safety, career guidance and the state language: what was held, whom it reached.

Learners are counted anew by each activity: nobody notes who they were. Those of a small activity
may be known by anybody who was there, so their number is told like other counts of learners.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Told, Unit, distinct, indicator, total
from gaisma.analytics.moments import Moment, days_of, school_year_of
from gaisma.analytics.safety_terms import CAREER, KINDS_OF_AREA, LANGUAGE, SAFETY
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl

PLACES = ("institution", "institution_kind", "founder")
BY = (*PLACES, "activity_kind")
CHAPTER = Chapter("wellbeing", title="Safety and support")
TABLES = (("institution_kind",), ("activity_kind",))
"""What everybody may read of learners reached; all else is for who opens the records."""


def reached_in_memory() -> "pl.Expr":
    """Learners reached, over rows that are read already."""
    import polars as pl

    return pl.col("learners").sum().cast(pl.Int64)


def held(lake: Lake, when: Moment, area: str) -> "ir.Table":
    """Activities of the area held in the school year of the question, by its day."""
    import ibis

    first, last = days_of(when.school_year or school_year_of(when.as_of))
    until = min(last, when.as_of)
    rows = _of_area(lake, area)
    since = rows.held_on >= ibis.date(first.isoformat())
    return rows.filter(since, rows.held_on <= ibis.date(until.isoformat()))


def _of_area(lake: Lake, area: str) -> "ir.Table":
    rows = lake.support_activities
    return rows.filter(rows.activity_kind.isin(KINDS_OF_AREA[area]))


def safety_recorded(lake: Lake, when: Moment) -> "ir.Table":
    """What was held for safety by then: before the first, it was not kept here."""
    return when.recorded(_of_area(lake, SAFETY), "held_on")


def career_recorded(lake: Lake, when: Moment) -> "ir.Table":
    """What was held for the choice of a career by then."""
    return when.recorded(_of_area(lake, CAREER), "held_on")


def language_recorded(lake: Lake, when: Moment) -> "ir.Table":
    """What was held for the state language by then."""
    return when.recorded(_of_area(lake, LANGUAGE), "held_on")


@indicator(
    "safety.activities",
    title="Safety activities",
    description="Raids, talks, visits, lectures, meetings and evaluations of the school's safety "
    "that were held in the school year, by the day. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="activity",
    measure=distinct("activity"),
    by=BY,
    parameters=("school_year",),
    covered=safety_recorded,
    subject="activity",
)
def safety_activities(lake: Lake, when: Moment) -> "ir.Table":
    """Those of the year."""
    return held(lake, when, SAFETY)


@indicator(
    "safety.learners",
    title="Learners reached by safety activities",
    description="Learners at safety activities that were held in the school year, by the day, "
    "counted anew at each activity. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=total("learners"),
    by=BY,
    parameters=("school_year",),
    protected=True,
    told=Told(TABLES, reached_in_memory),
    covered=safety_recorded,
)
def safety_learners(lake: Lake, when: Moment) -> "ir.Table":
    """Those of the year."""
    return held(lake, when, SAFETY)


@indicator(
    "career.activities",
    title="Career guidance activities",
    description="Consultations, visits to employers, shadow days, lessons and plans of career "
    "guidance in the school year, by the day. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="activity",
    measure=distinct("activity"),
    by=BY,
    parameters=("school_year",),
    covered=career_recorded,
    subject="activity",
)
def career_activities(lake: Lake, when: Moment) -> "ir.Table":
    """Those of the year."""
    return held(lake, when, CAREER)


@indicator(
    "career.learners",
    title="Learners reached by career guidance",
    description="Learners at activities of career guidance that were held in the school year, by "
    "the day, counted anew at each activity. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=total("learners"),
    by=BY,
    parameters=("school_year",),
    protected=True,
    told=Told(TABLES, reached_in_memory),
    covered=career_recorded,
)
def career_learners(lake: Lake, when: Moment) -> "ir.Table":
    """Those of the year."""
    return held(lake, when, CAREER)


@indicator(
    "language_support.hours",
    title="Hours of support for learning the state language",
    description="Hours of language courses, conversation groups and support to teachers of classes "
    "in several languages that were held in the school year, by the day. Without a school year, "
    "that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="hour",
    measure=total("hours"),
    by=BY,
    parameters=("school_year",),
    covered=language_recorded,
    subject="activity",
)
def language_hours(lake: Lake, when: Moment) -> "ir.Table":
    """Those of the year."""
    return held(lake, when, LANGUAGE)
