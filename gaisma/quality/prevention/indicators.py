"""Figures about support: cases, learners who got help, hours given, what became of cases.

What is counted is few people at most institutions. Those who open the records of institutions read
their figures; everybody else is told the city's alone, and that protected.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Told, Unit, distinct, indicator, total
from gaisma.analytics.moments import Moment, days_of, school_year_of
from gaisma.analytics.tables import Lake
from gaisma.record.programmes.indicators import people_in_memory

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import polars as pl

PLACES = ("institution", "institution_kind", "founder")
CHAPTER = Chapter("prevention", title="Prevention of early leaving")
CITY_ONLY: tuple[tuple[str, ...], ...] = ((),)


def cases_in_memory() -> "pl.Expr":
    """Cases over rows that are read already."""
    import polars as pl

    return pl.col("case").n_unique().cast(pl.Int64)


def of_the_year(day: "ir.Column", when: Moment) -> "ir.BooleanValue":
    """Whether a day lies in the school year of the question, and is known by its day."""
    import ibis

    first, last = days_of(when.school_year or school_year_of(when.as_of))
    until = min(last, when.as_of)
    return (day >= ibis.date(first.isoformat())) & (day <= ibis.date(until.isoformat()))


def recorded(lake: Lake, when: Moment) -> "ir.Table":
    """Cases that were open by then: before the first, none were kept here."""
    return when.recorded(lake.support_cases, "from_on")


def listed(lake: Lake, when: Moment) -> "ir.Table":
    """Children on lists by then: before the first list nobody knew who lives in the city."""
    return when.recorded(lake.declared_children, "from_on")


@indicator(
    "prevention.cases",
    title="Support cases",
    description="Cases in which an institution helps a learner to stay in education, open on the "
    "day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="case",
    measure=distinct("case"),
    by=PLACES,
    parameters=(),
    protected=True,
    told=Told(CITY_ONLY, cases_in_memory),
    covered=recorded,
)
def cases(lake: Lake, when: Moment) -> "ir.Table":
    """Cases in force."""
    return when.holding(lake.support_cases)


@indicator(
    "prevention.learners",
    title="Learners who got support",
    description="Learners to whom support was given in the school year, by the day, each counted "
    "once in a selection. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="learner",
    measure=distinct("person"),
    by=(*PLACES, "support_kind", "funding"),
    parameters=("school_year",),
    protected=True,
    told=Told(CITY_ONLY, people_in_memory),
    covered=recorded,
)
def learners(lake: Lake, when: Moment) -> "ir.Table":
    """Support of the year."""
    return lake.support_given.filter(of_the_year(lake.support_given.given_on, when))


@indicator(
    "prevention.hours",
    title="Hours of support",
    description="Hours of support that were entered as given in the school year, by the day. "
    "Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="hour",
    measure=total("hours"),
    by=(*PLACES, "support_kind", "funding"),
    parameters=("school_year",),
    told=Told(CITY_ONLY, hides=False),
    covered=recorded,
)
def hours(lake: Lake, when: Moment) -> "ir.Table":
    """Support of the year that is counted in hours."""
    given = lake.support_given.filter(lake.support_given.hours.notnull())
    return given.filter(of_the_year(given.given_on, when))


@indicator(
    "prevention.outcomes",
    title="What became of support cases",
    description="Cases closed in the school year, by the day, by their outcome: the learner stays, "
    "moved elsewhere, left, or finished. Without a school year, that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="case",
    measure=distinct("case"),
    by=(*PLACES, "case_outcome"),
    parameters=("school_year",),
    protected=True,
    told=Told(CITY_ONLY, cases_in_memory),
    covered=recorded,
)
def outcomes(lake: Lake, when: Moment) -> "ir.Table":
    """Cases closed in the year."""
    closed = lake.support_cases.filter(lake.support_cases.to_on.notnull())
    return closed.filter(of_the_year(closed.to_on, when))


@indicator(
    "out_of_education.count",
    title="Children out of education",
    description="Children of compulsory age who live in the city by the lists of the register of "
    "persons and learn at no institution known here on the day. Some learn elsewhere, or are "
    "exempt: that is told by what is known of them.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="child",
    measure=distinct("person"),
    by=("age_group", "protection", "tracing"),
    parameters=(),
    protected=True,
    told=Told(((), ("age_group",), ("protection",), ("tracing",)), people_in_memory),
    covered=listed,
)
def out_of_education(lake: Lake, when: Moment) -> "ir.Table":
    """Whoever is in such a time on the day."""
    return when.holding(lake.out_of_education)
