"""Figures about surveys: how many answered, and what was told of what they answered.

A wave counts from when it closed. How many took part is no secret, and is counted by the day. What
they answered was protected once, together: nothing of it is computed from answers, so that no day,
audience or item can be chosen by which a few are told from the others.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Measure, Unit, distinct, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir


CHAPTER = Chapter("surveys", title="Surveys")


def _people(rows: "ir.Table") -> "ir.Value":
    """Those who answered; nobody where several answers of one person would be added up."""
    import ibis

    joined = rows.answer.nunique(where=rows.takes_many & rows.counted) > 1
    return ibis.ifelse(joined, 0, rows.people.sum())


OF_TOLD = Measure(lambda rows: rows.given.sum(where=rows.counted), _people)


@indicator(
    "surveys.responses",
    title="Answers to surveys",
    description="People of the city who answered a survey by the day, once for each code.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="answer",
    measure=distinct("response"),
    by=("survey", "audience"),
    parameters=(),
    covered=lambda lake, when: lake.survey_populations,
    asks=True,
)
def responses(lake: Lake, when: Moment) -> "ir.Table":
    """Answers given by the day."""
    return _given(lake, when)


@indicator(
    "surveys.response_rate",
    title="Response rate of surveys",
    description="Of the people whom a survey asked – teachers employed, pupils enrolled, one "
    "parent for each child enrolled, as they were counted when it started – those who answered by "
    "the day.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="answer",
    measure=Measure(lambda rows: rows.response.nunique(), lambda rows: rows.people.sum()),
    by=("survey", "audience"),
    parameters=(),
    asks=True,
)
def response_rate(lake: Lake, when: Moment) -> "ir.Table":
    """Answers, and beside them the people asked."""
    import ibis

    asked = lake.survey_populations
    people = asked.select("survey", "audience", "people", response=ibis.null("int64"))
    given = _given(lake, when).select("survey", "audience", "response").distinct()
    answered = given.mutate(people=ibis.literal(0, "int64"))
    return people.union(answered.select("survey", "audience", "people", "response"))


@indicator(
    "surveys.share",
    title="Share of answers to a survey",
    description="Of the people of the city who answered the item, those who gave the answer, or "
    "one of several answers, from the day on which the last of the audience answered. What was "
    "held back when the survey closed is not known here; several answers are joined where each "
    "person gave one.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="answer",
    measure=OF_TOLD,
    by=("survey", "audience", "item"),
    filters=("answer",),
    counted="answer",
    asks=True,
    parameters=(),
)
def share(lake: Lake, when: Moment) -> "ir.Table":
    """What everybody may read of the city in closed surveys."""
    import ibis

    results = lake.survey_city_results
    return results.filter(results.answered_on <= ibis.date(when.as_of.isoformat()))


@indicator(
    "surveys.told",
    title="Share of answers told of institutions",
    description="Of the people who answered the item in surveys closed in the school year up to "
    "the day, those who gave the answer, or one of several answers; without a school year, in that "
    "of the day. Only institutions of which the result may be told to everybody are counted: what "
    "was held back when the survey closed is not known here.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="answer",
    measure=OF_TOLD,
    by=("institution", "institution_kind", "survey", "audience", "item"),
    filters=("answer",),
    counted="answer",
    asks=True,
    parameters=("school_year",),
)
def published_results(lake: Lake, when: Moment) -> "ir.Table":
    """What everybody may read of institutions in closed surveys."""
    return when.within_year(lake.survey_results, "closed_on")


def _given(lake: Lake, when: Moment) -> "ir.Table":
    import ibis

    answers = lake.survey_answers
    return answers.filter(answers.given_on <= ibis.date(when.as_of.isoformat()))
