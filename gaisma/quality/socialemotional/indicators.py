"""Figures about social and emotional learning: lessons, classes behind, families talked to.

What is counted is what took place in the school year of the question up to its day; without one, in
that of the day. A lesson belongs to no learner, a talk to one: its share is protected.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Measure, Told, Unit, distinct, indicator, total
from gaisma.analytics.moments import Moment, school_year_of
from gaisma.analytics.tables import Lake
from gaisma.quality.socialemotional.terms import GRADES

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("institution", "institution_kind", "founder", "stage", "grade")
TABLES = (
    ("institution", "stage"),
    ("institution_kind", "stage"),
    ("founder", "stage"),
    ("grade", "stage"),
)
OPEN = Told(TABLES, hides=False)
"""Classes and their lessons are no secret."""
CHAPTER = Chapter("social_emotional", title="Social and emotional learning")


def lessons_recorded(lake: Lake, when: Moment) -> "ir.Table":
    """Lessons held in the year by then: where there is none, nobody kept them here."""
    return when.within_year(lake.class_lessons, "held_on")


def talks_recorded(lake: Lake, when: Moment) -> "ir.Table":
    """Talks held in the year by then: where there is none, nobody kept them here."""
    return when.within_year(lake.family_talks, "held_on")


def _asked(lake: Lake, when: Moment) -> "ir.Table":
    """What is due in the year of the question on its day; nothing before the year's first day."""
    import ibis

    norms, day = lake.social_emotional_norms, ibis.date(when.as_of.isoformat())
    lasting = (norms.to_on >= day).fill_null(ibis.literal(value=True))
    year = norms.school_year == (when.school_year or school_year_of(when.as_of))
    held = norms.filter(year, norms.from_on <= day, lasting)
    return held.select(
        due="lessons", talks="talks", asked_on=ibis.least(held.last_on, day), of_year="school_year"
    )


@indicator(
    "social_emotional.lessons",
    title="Lessons of social and emotional learning",
    description="Lessons of social and emotional learning that classes of grades 1–9 held in the "
    "school year, by the day. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="lesson_hour",
    measure=total("lessons"),
    by=BY,
    told=OPEN,
    covered=lessons_recorded,
)
def lessons(lake: Lake, when: Moment) -> "ir.Table":
    """Lessons of the year by the day."""
    return when.within_year(lake.class_lessons, "held_on")


@indicator(
    "social_emotional.classes_behind",
    title="Classes behind with social and emotional learning",
    description="Classes of grades 1–9 that have held fewer lessons of social and emotional "
    "learning than are due by the day: of those that the authority asks for in the school year, "
    "the part of the school days that are over. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="class",
    measure=distinct("group"),
    by=BY,
    told=OPEN,
    subject="group",
    covered=lessons_recorded,
    only_covered=True,
)
def classes_behind(lake: Lake, when: Moment) -> "ir.Table":
    """Classes of the year with fewer lessons than are due."""
    held = lessons_recorded(lake, when).group_by(of_group="group")
    sums = held.aggregate(held=lambda rows: rows.lessons.sum())
    groups = lake.groups.filter(lake.groups.grade.between(*GRADES))
    asked = _asked(lake, when)
    classes = groups.inner_join(asked, groups.school_year == asked.of_year)
    found = classes.left_join(sums, classes.group == sums.of_group)
    return found.filter(found.held.fill_null(0) < found.due).select(*groups.columns)


@indicator(
    "social_emotional.families_talked",
    title="Families talked to",
    description="Of the learners of grades 1–9, those with whose family as many talks were held in "
    "the school year, by the day, as the authority asks for in a whole year. Who learns is who "
    "learns on the day, or on the last school day. Without a school year, that of the day.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="learner",
    measure=Measure(
        lambda rows: rows.person.nunique(where=rows.is_talked), lambda rows: rows.person.nunique()
    ),
    by=BY,
    protected=True,
    told=Told(TABLES, like="learners.count"),
    covered=talks_recorded,
    only_covered=True,
)
def families_talked(lake: Lake, when: Moment) -> "ir.Table":
    """Learners of the year's classes, and whether all talks were held."""
    import ibis

    held = talks_recorded(lake, when).group_by(talked="person")
    talks = held.aggregate(held=lambda rows: rows.count())
    rows = lake.enrolments.filter(lake.enrolments.grade.between(*GRADES))
    asked = _asked(lake, when)
    there = rows.inner_join(asked, rows.school_year == asked.of_year)
    lasting = (there.to_on >= there.asked_on).fill_null(ibis.literal(value=True))
    begun = (there.from_on <= there.asked_on).fill_null(ibis.literal(value=True))
    there = there.filter(begun, lasting, there.person.notnull())
    found = there.left_join(talks, there.person == talks.talked)
    is_talked = found.held.fill_null(0) >= found.talks
    return found.mutate(is_talked=is_talked).select(*rows.columns, "is_talked")
