"""How much is asked for in a school year, and how much of it by a day.

What is asked by a day is the norm's part for the share of the school days that has passed, rounded
down: a class is behind that has held fewer lessons. School days are the working days within the
terms of the calendar; where the calendar lacks them, those from September to May.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gaisma.base import request_cache
from gaisma.base.models import SchoolYear
from gaisma.base.models.installation import Term
from gaisma.base.working_days import Moves, worked_between
from gaisma.quality.socialemotional.models import Norm
from gaisma.quality.socialemotional.terms import LESSONS, TALKS


@dataclass(frozen=True)
class Asked:
    """What is asked for in a school year: lessons a class, talks a family; on which days."""

    school_year: str
    lessons: int
    talks: int
    days: tuple[date, ...]

    def last_day(self, on: date) -> date:
        """The day, or the last school day where the year's lessons are over by then."""
        return min(on, self.days[-1]) if self.days else on

    def share(self, on: date) -> float:
        """The share of the school days that is over by the end of the day, from 0 to 1."""
        return sum(day <= on for day in self.days) / len(self.days) if self.days else 0.0

    def due(self, on: date) -> int:
        """So many lessons a class should have held by the day."""
        passed = sum(day <= on for day in self.days)
        return self.lessons * passed // len(self.days) if self.days else 0

    def steps(self) -> Iterator[tuple[date, int]]:
        """The days from which another number of lessons is due, and that number."""
        before = -1
        for number, day in enumerate(self.days, start=1):
            due = self.lessons * number // len(self.days)
            if due != before:
                yield day, due
            before = due


def asked(school_year: str) -> Asked | None:
    """What is asked for in the year; nothing where the record does not know the year."""
    return _by_year().get(school_year)


@request_cache.a_request
def _by_year() -> dict[str, Asked]:
    return {one.school_year: one for one in of_years(SchoolYear.objects.all())}


def of_years(years: Iterable[SchoolYear]) -> Iterator[Asked]:
    """What is asked for in each of the years."""
    norms = list(Norm.objects.order_by("-school_year__starts_on").select_related("school_year"))
    moves = Moves.recorded()
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for term in Term.objects.order_by("from_on"):
        spans[term.school_year_id].append((term.from_on, term.to_on))
    for year in years:
        held = (norm for norm in norms if norm.school_year.starts_on <= year.starts_on)
        norm = next(held, None)
        lessons, talks = (norm.lessons, norm.talks) if norm else (LESSONS, TALKS)
        yield Asked(year.name, lessons, talks, _days(year, spans[year.pk], moves))


def _days(year: SchoolYear, spans: list[tuple[date, date]], moves: Moves) -> tuple[date, ...]:
    spans = spans or [(year.starts_on, date(year.ends_on.year, 5, 31))]
    return tuple(day for first, last in spans for day in worked_between(first, last, moves=moves))
