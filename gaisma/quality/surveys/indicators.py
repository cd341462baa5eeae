"""Figures about surveys: answers of the whole city, and what was told of institutions.

A wave counts from when it closed; of its answers those that were given by the day. What is told of
institutions was protected once, together: nothing is computed of them from answers.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Measure, Unit, distinct, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

LEAST = 10


@indicator(
    "surveys.responses",
    title="Answers to surveys",
    description="People of the city who answered a survey by the day, once for each code.",
    unit=Unit.COUNT,
    measure=distinct("response"),
    by=("survey", "audience"),
    parameters=(),
)
def responses(lake: Lake, when: Moment) -> "ir.Table":
    """Answers given by the day."""
    return _given(lake, when)


@indicator(
    "surveys.response_rate",
    title="Response rate of surveys",
    description="Of the people whom a survey asked - teachers employed, pupils enrolled, one "
    "parent for each child enrolled, as they were counted when it started - those who answered by "
    "the day.",
    unit=Unit.PERCENT,
    measure=Measure(lambda rows: rows.response.nunique(), lambda rows: rows.people.sum()),
    by=("survey", "audience"),
    parameters=(),
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
    description="Of the people who answered the item by the day, those who gave the answer, or "
    "one of several answers. Of fewer than ten people nothing is told.",
    unit=Unit.PERCENT,
    measure=Measure(
        lambda rows: rows.response.nunique(where=rows.counted),
        lambda rows: rows.response.nunique(),
        cases=lambda rows: rows.response.nunique(),
    ),
    by=("survey", "audience", "item"),
    filters=("answer",),
    counted="answer",
    parameters=(),
    least=LEAST,
)
def share(lake: Lake, when: Moment) -> "ir.Table":
    """Answers to items."""
    return _given(lake, when)


@indicator(
    "surveys.told",
    title="Share of answers told of institutions",
    description="Of the people who answered the item in surveys closed in the school year up to "
    "the day, those who gave the answer, or one of several answers; without a school year, in that "
    "of the day. Only institutions of which the result may be told to everybody are counted: what "
    "was held back when the survey closed is not known here.",
    unit=Unit.PERCENT,
    measure=Measure(
        lambda rows: rows.given.sum(where=rows.counted), lambda rows: rows.people.sum()
    ),
    by=("institution", "institution_kind", "survey", "audience", "item"),
    filters=("answer",),
    counted="answer",
    parameters=("school_year",),
)
def told(lake: Lake, when: Moment) -> "ir.Table":
    """What everybody may read of institutions in closed surveys."""
    return when.within_year(lake.survey_results, "closed_on")


def _given(lake: Lake, when: Moment) -> "ir.Table":
    import ibis

    answers = lake.survey_answers
    return answers.filter(answers.given_on <= ibis.date(when.as_of.isoformat()))
