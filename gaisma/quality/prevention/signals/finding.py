"""What the rules find in lessons, marks and results, as expressions: for the engine of a city or a
country. What they find in the register stands in `register.py`.

A rule knows what a learner did and nothing of who they are: no sex, language, origin, family,
need or income. A signal is there as long as its facts are, and goes with them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from gaisma.analytics.tables import Lake
from gaisma.record.journals import lessons
from gaisma.record.journals.answers import among

if TYPE_CHECKING:
    import ibis.expr.types as ir

FEW_LESSONS, UNEXCUSED, FAILING = ("few_lessons", "unexcused", "failing")
ABSENT = "absent"
"""The simple rule of past years, beside which the others are looked at: it makes no signals.

More than a share of all lessons of the year were missed, whatever for.
"""
LOW_RESULT = "low_result"
NOT_ENROLLED, RETURNED, GRADE_NINE = ("not_enrolled", "returned", "grade_nine")
"""What the register says."""
HALF_A_YEAR = timedelta(days=182)
"""So long after it was known a low result is told."""
WEEKS = timedelta(days=27)
"""The four weeks that end with a day begin so long before it."""
COLUMNS = ("person", "unit", "value", "of")


@dataclass(frozen=True)
class Span:
    """The day that is looked at, and the term in which it lies."""

    on: date
    term_from: date
    term_to: date

    @property
    def weeks_from(self) -> date:
        """The first day of the four weeks."""
        return self.on - WEEKS

    @property
    def until(self) -> date:
        """The last day of the term that is known."""
        return min(self.on, self.term_to)


@dataclass(frozen=True)
class Whose:
    """Of whom signals are asked: of all at these places, and of the learners (pseudonym, place)."""

    places: frozenset[int]
    learners: frozenset[tuple[int, int]] = frozenset()

    def has(self, person: int, unit: int) -> bool:
        """Whether it is one of them."""
        return unit in self.places or (person, unit) in self.learners

    def of(self, rows: "ir.Table") -> "ir.Table":
        """Their rows, and at most some of the same learners elsewhere."""
        people = {person for person, _unit in self.learners}
        there = among(rows.unit, self.places)
        # One condition alone is pushed down to the rows further than either of two.
        return rows.filter(there | among(rows.person, people) if people else there)


def found(lake: Lake, thresholds: Mapping[str, int], span: Span) -> "dict[str, ir.Table]":
    """The learners of each rule that has a threshold: person, unit, value, of.

    Whoever narrows them (`Whose.of`) is answered as fast as if lessons had been narrowed: engines
    push what is asked of person and unit down to the rows.

    Of `few_lessons` they are lessons attended and entered, of `unexcused` the lessons of the term
    and the most that are allowed, of `failing` the subjects and from how many there is a signal, of
    `low_result` the lowest result and the threshold, in percent.
    """
    asked = {kind: least for kind, least in thresholds.items() if kind in FINDERS}
    return {kind: FINDERS[kind](lake, least, span) for kind, least in asked.items()}


def _few_lessons(lake: Lake, least: int, span: Span) -> "ir.Table":
    rows = lessons.shares(lake, span.weeks_from, span.on)
    few = rows.filter(rows.entered > 0, rows.attended * 100 < rows.entered * least)
    return few.select("person", "unit", value=few.attended, of=few.entered)


def _unexcused(lake: Lake, most: int, span: Span) -> "ir.Table":
    import ibis

    rows = lessons.unexcused_above(lake, span.term_from, span.until, more_than=most)
    return rows.select("person", "unit", value=rows.lessons, of=ibis.literal(most, "int64"))


def _failing(lake: Lake, least: int, span: Span) -> "ir.Table":
    import ibis

    rows = lessons.failing(lake, span.term_from, span.until)
    counted = rows.group_by("person", "unit").aggregate(value=rows.count())
    several = counted.filter(counted.value >= least)
    return several.select("person", "unit", "value", of=ibis.literal(least, "int64"))


def _low_result(lake: Lake, least: int, span: Span) -> "ir.Table":
    """The best attempt at a paper counts: who tried again and reached it has no signal."""
    import ibis

    rows = lake.assessment_results
    since, until = (ibis.date(day.isoformat()) for day in (span.on - HALF_A_YEAR, span.on))
    rows = rows.filter(rows.known_on > since, rows.known_on <= until)
    keys = ("person", "unit", "assessment", "subject", "stage", "grade", "level")
    best = rows.group_by(*keys).aggregate(share=rows.share.max())
    low = best.filter(best.share * 100 < least)
    lowest = low.group_by("person", "unit").aggregate(
        value=(low.share.min() * 100).floor().cast("int64")
    )
    return lowest.select("person", "unit", "value", of=ibis.literal(least, "int64"))


FINDERS = {
    FEW_LESSONS: _few_lessons,
    UNEXCUSED: _unexcused,
    FAILING: _failing,
    LOW_RESULT: _low_result,
}
