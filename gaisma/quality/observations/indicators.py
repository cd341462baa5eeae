"""Figures about observations: how many, of whom, and how many of them meet a criterion.

An observation counts in the school year in which it was held, from the day on which it was. There
is no breakdown by teacher, and no share of a handful of visits.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Measure, Unit, distinct, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake
from gaisma.analytics.vocabulary import OBSERVERS

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACES = ("institution", "institution_kind", "founder")
LESSON = (*PLACES, "observer", "term", "stage", "grade", "subject", "language")
LEAST = 5
"""Visits to one teacher, or a few, would be a score of those who were visited."""
TERMS = (1, 2)

CHAPTER = Chapter("observations", title="Lesson observations")


def visits(lake: Lake, when: Moment) -> "ir.Table":
    """Observations by which it is known that visits are recorded."""
    return when.recorded(lake.observations, "held_on")


@indicator(
    "observations.count",
    title="Observations",
    description="Lessons and activities that were observed in the school year up to the day; "
    "without a school year, in that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="observation",
    measure=distinct("observation"),
    by=LESSON,
    parameters=("school_year",),
    covered=visits,
    subject="observation",
)
def observations(lake: Lake, when: Moment) -> "ir.Table":
    """Observations that were held."""
    return when.within_year(lake.observations, "held_on")


@indicator(
    "observations.share_meeting",
    title="Share of observations that meet the criterion",
    description="Of the observations in the school year up to the day in which the criterion was "
    "judged, those that meet it; where the observer could not judge, it is not counted. Without a "
    "criterion, the judgements of all criteria are counted. Of fewer than five teachers nothing is "
    "told: visits are no score of a teacher.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="observation",
    measure=Measure(
        lambda rows: rows.meets.sum(),
        lambda rows: rows.count(),
        cases=lambda rows: rows.teacher.nunique(),
    ),
    by=("criterion", *LESSON),
    parameters=("school_year",),
    covered=visits,
    subject="observation",
    least=LEAST,
)
def share_meeting(lake: Lake, when: Moment) -> "ir.Table":
    """Judgements of the sheets that count."""
    given = when.within_year(lake.observation_answers, "held_on")
    return given.filter(given.judged)


@indicator(
    "observations.share_answering",
    title="Share of observations in which something was seen",
    description="Of the observations in the school year up to the day in which a question that "
    "judges nothing was answered (the form of the lesson, the load of thinking, who is active), "
    "those with the answer; a question may have several answers. Without an answer all answers to "
    "the question are counted. Of fewer than five teachers nothing is told: visits are no score of "
    "a teacher.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="observation",
    measure=Measure(
        lambda rows: rows.was_seen.sum(),
        lambda rows: rows.count(),
        cases=lambda rows: rows.teacher.nunique(),
    ),
    by=("criterion", "seen", *LESSON),
    parameters=("school_year",),
    subject="observation",
    least=LEAST,
)
def share_answering(lake: Lake, when: Moment) -> "ir.Table":
    """For each observation every answer that was given to its questions that year, by anybody."""
    given = when.within_year(lake.observation_answers, "held_on")
    given = given.filter(given.seen.notnull())
    visits = given.drop("answer", "seen", "judged", "meets", "value").distinct()
    known = given.select(asked="criterion", seen="seen").distinct()
    hits = given.select(visit="observation", about="criterion", hit="seen").distinct()
    offered = visits.inner_join(known, visits.criterion == known.asked)
    joined = offered.left_join(
        hits,
        [
            offered.observation == hits.visit,
            offered.criterion == hits.about,
            offered.seen == hits.hit,
        ],
    )
    return joined.mutate(was_seen=joined.hit.notnull()).drop("asked", "visit", "about", "hit")


@indicator(
    "observations.teachers_observed",
    title="Teachers observed",
    description="People whose lessons or activities were observed in the school year up to the "
    "day, each counted once in a selection.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="teacher",
    measure=distinct("teacher"),
    by=LESSON,
    parameters=("school_year",),
    covered=visits,
    subject="observation",
)
def teachers_observed(lake: Lake, when: Moment) -> "ir.Table":
    """Observations that were held."""
    return observations.rows(lake, when)


@indicator(
    "observations.share_of_teachers",
    title="Share of teachers observed",
    description="Of the people in teaching posts on the day, or on 1 September of the school year, "
    "those observed at that institution in the school year up to the day; with a term or an "
    "observer, those observed in it or by such a one.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="teacher",
    measure=Measure(
        lambda rows: rows.person.nunique(where=rows.observed), lambda rows: rows.person.nunique()
    ),
    by=(*PLACES, "stage"),
    filters=("term", "observer"),
    parameters=("school_year",),
    covered=visits,
    subject="person",
)
def share_of_teachers(lake: Lake, when: Moment) -> "ir.Table":
    """Teaching posts in force for each term and kind of observer, and whether one observed."""
    import ibis

    held = when.holding(lake.employments)
    posts = held.filter(held.teaching)
    posts = posts.mutate(term=ibis.array(TERMS).unnest())
    posts = posts.mutate(observer=ibis.array(OBSERVERS.codes).unnest())
    given = observations.rows(lake, when)
    seen = given.select(
        seen=given.teacher, at=given.institution, seen_in=given.term, seen_by=given.observer
    ).distinct()
    joined = posts.left_join(
        seen,
        [
            posts.person == seen.seen,
            posts.institution == seen["at"],
            posts.term == seen.seen_in,
            posts.observer == seen.seen_by,
        ],
    )
    return joined.mutate(observed=joined.seen.notnull()).drop("seen", "at", "seen_in", "seen_by")
