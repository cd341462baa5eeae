"""Figures about attendance, from the daily sums of lessons.

A lesson counts for each of its learners. In a school year stands what was held in it up to the day;
without one, in that of the day. Of months, subjects and classes only those are told who may open
the learners of the place by name.
"""

from typing import TYPE_CHECKING

from gaisma.analytics.indicators import Chapter, Measure, Told, Unit, indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake

if TYPE_CHECKING:
    import ibis.expr.types as ir

BY = ("institution", "institution_kind", "founder", "stage", "grade", "subject", "month")
TABLES = (
    ("institution", "stage"),
    ("institution_kind", "stage"),
    ("founder", "stage"),
    ("grade", "stage"),
)
TOLD = Told(TABLES, like="learners.count")
"""Where so few learn that their number is hidden, how they attend is hidden too."""

CHAPTER = Chapter("attendance", title="Attendance")


def recorded(lake: Lake, when: Moment) -> "ir.Table":
    """Days of which a journal came, by which it is known that lessons are recorded."""
    return when.recorded(lake.lesson_days, "day")


def attended(rows: "ir.Table") -> "ir.NumericValue":
    """Lessons at which the learner was, late or not."""
    return rows.present.sum() + rows.late.sum()


def entered(rows: "ir.Table") -> "ir.NumericValue":
    """Lessons of which it was entered how the learner was there."""
    return attended(rows) + rows.excused.sum() + rows.unexcused.sum()


@indicator(
    "attendance.rate",
    title="Attendance",
    description="Of learners' lessons of which attendance was entered in e-journals, those that "
    "the learner attended, late ones too: in the school year up to the day, without a school year "
    "in that of the day. Lessons of which nothing was entered are not counted.",
    unit=Unit.PERCENT,
    chapter=CHAPTER,
    noun="lesson_hour",
    measure=Measure(attended, entered),
    by=BY,
    protected=True,
    told=TOLD,
    covered=recorded,
)
def rate(lake: Lake, when: Moment) -> "ir.Table":
    """Daily sums of the school year up to the day."""
    return when.within_year(lake.lesson_days, "day")


@indicator(
    "absences.unexcused",
    title="Unexcused absences",
    description="Learners' lessons missed without an excuse, as e-journals have them: in the "
    "school year up to the day, without a school year in that of the day.",
    unit=Unit.COUNT,
    chapter=CHAPTER,
    noun="lesson_hour",
    measure=Measure(lambda rows: rows.unexcused.sum()),
    by=BY,
    protected=True,
    told=TOLD,
    covered=recorded,
)
def unexcused(lake: Lake, when: Moment) -> "ir.Table":
    """Daily sums of the school year up to the day."""
    return when.within_year(lake.lesson_days, "day")
