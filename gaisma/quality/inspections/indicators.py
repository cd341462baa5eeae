"""Figures about inspections of readiness: how many, what they came to, what is to be mended.

An inspection belongs to the school year that it prepares for, though it is held in the August
before; so the school year of a question is that one, and what counts is what is known by the day.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Unit, distinct, indicator
from gaisma.analytics.moments import Moment, school_year_of
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

PLACES = ("institution", "institution_kind", "founder")

CHAPTER = Chapter("inspections", title="Inspections of readiness")


def prepared_for(table: "ir.Table", when: Moment) -> "ir.Table":
    """The rows of inspections for the school year; without one, for that of the day."""
    return table.filter(table.school_year == (when.school_year or school_year_of(when.as_of)))


@indicator(
    "inspections.planned",
    title="Planned inspections of readiness",
    description="Inspections that look whether an institution is ready for the school year: all "
    "that stand in the plan, held or not. Without a school year, those for that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="inspection",
    measure=distinct("inspection"),
    by=PLACES,
    parameters=("school_year",),
    subject="inspection",
)
def planned(lake: Lake, when: Moment) -> "ir.Table":
    """The plan."""
    return prepared_for(lake.inspections, when)


@indicator(
    "inspections.count",
    title="Inspections of readiness",
    description="Inspections for the school year of which an act was signed by the day, by the "
    "result that the act gives then; without a school year, those for that of the day. The result "
    "is told of an institution or a kind of institution only to those who may open its records.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="inspection",
    measure=distinct("inspection"),
    by=(*PLACES, "result"),
    parameters=("school_year",),
    subject="inspection",
    confined="result",
)
def inspections(lake: Lake, when: Moment) -> "ir.Table":
    """The version of each act that holds on the day."""
    import ibis

    day = ibis.date(when.as_of.isoformat())
    acts = prepared_for(lake.inspection_acts, when)
    lasting = (acts.to_on >= day).fill_null(ibis.literal(value=True))
    return acts.filter(acts.from_on <= day, lasting)


def acts_and_defects(lake: Lake, when: Moment) -> "ir.Table":
    """Where an act of the year stands, none of its defects is a counted zero."""
    found = prepared_for(lake.inspection_defects, when).select("unit")
    return inspections.rows(lake, when).select("unit").union(found)


@indicator(
    "inspections.defects",
    title="Defects found by inspections",
    description="Defects that acts of inspections for the school year told to mend by the day, by "
    "how they stand on it: to mend, overdue, reported as mended, mended and checked. Without a "
    "school year, those of inspections for that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="defect",
    measure=distinct("defect"),
    by=(*PLACES, "severity", "defect_state"),
    parameters=("school_year",),
    covered=acts_and_defects,
    subject="defect",
    confined="severity",
)
def defects(lake: Lake, when: Moment) -> "ir.Table":
    """Defects with how far they have come on the day."""
    import ibis

    day = ibis.date(when.as_of.isoformat())
    found = prepared_for(lake.inspection_defects, when)
    found = found.filter(found.found_on <= day)
    state = ibis.cases(
        ((found.checked_on <= day).fill_null(ibis.literal(value=False)), "checked"),
        ((found.mended_on <= day).fill_null(ibis.literal(value=False)), "mended"),
        (found.due_on < day, "overdue"),
        else_="open",
    )
    return found.mutate(defect_state=state)
