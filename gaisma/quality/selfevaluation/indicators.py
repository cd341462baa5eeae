"""Figures about evaluations: how many, by what, with which level.

There is no breakdown of heads' appraisals by institution: an institution has one head. For the same
reason levels of evaluations are confined.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Unit, distinct, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACES = ("institution", "institution_kind", "founder")

CHAPTER = Chapter("selfevaluation", title="Self-evaluation and appraisal")


@indicator(
    "evaluations.count",
    title="Evaluations",
    description="Self-evaluations signed by the head, external visits and appraisals of how the "
    "institution is led, in the school year up to the day; without a school year, in that of the "
    "day. With a level, those in which it was given: a self-evaluation gives several. Levels are "
    "told of an institution or a kind of institution only to those who may open its records.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="evaluation",
    measure=distinct("evaluation"),
    by=(*PLACES, "kind", "instrument", "area", "level"),
    parameters=("school_year",),
    confined="level",
    covered=lambda lake, when: when.recorded(lake.evaluations, "held_on"),
)
def evaluations(lake: Lake, when: Moment) -> "ir.Table":
    """Levels that were given."""
    return when.within_year(lake.evaluations, "held_on")


@indicator(
    "appraisals.count",
    title="Appraisals of heads",
    description="Appraisals of heads concluded in the school year up to the day; without a school "
    "year, in that of the day. They are told for the whole city only: an institution has one head.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="appraisal",
    measure=distinct("appraisal"),
    by=("level",),
    parameters=("school_year",),
    covered=lambda lake, when: when.recorded(lake.appraisals, "held_on"),
)
def appraisals(lake: Lake, when: Moment) -> "ir.Table":
    """Appraisals that were concluded."""
    return when.within_year(lake.appraisals, "held_on")
