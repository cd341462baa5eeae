"""School years and their terms, as days that have passed fall into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from gaisma.base import wording
from gaisma.base.models import SchoolYear, Term

SEPTEMBER = 9


@dataclass(frozen=True)
class Period:
    """A term, or a half of a school year whose terms are not known."""

    school_year: SchoolYear
    number: int
    from_on: date
    to_on: date

    @property
    def key(self) -> str:
        return f"{self.school_year.name}-{self.number}"

    @property
    def title(self) -> str:
        """The year and the term in the reader's language."""
        names = {1: gettext("first term"), 2: gettext("second term")}
        name = names.get(self.number) or gettext("term %(number)s") % {"number": self.number}
        return f"{wording.school_year(self.school_year.name)}, {name}"


def year_within(day: date) -> str:
    """The school year in which the day lies."""
    start = day.year if day.month >= SEPTEMBER else day.year - 1
    return f"{start}/{start + 1}"


def days_of(name: str) -> tuple[date, date]:
    """The first and the last day of the school year of that name."""
    start = int(name[:4])
    return date(start, SEPTEMBER, 1), date(start + 1, SEPTEMBER - 1, 31)


def known() -> dict[str, Period]:
    """The terms of all school years by their keys, the latest first."""
    found: dict[str, Period] = {}
    years = SchoolYear.objects.order_by("-starts_on").prefetch_related("terms")
    for year in years:
        found |= {period.key: period for period in reversed(periods(year))}
    return found


def current(known: Mapping[str, Period], *, on: date) -> str:
    """The key of the term in which the day lies, or the latest that began before it."""
    begun = [period for period in known.values() if period.from_on <= on]
    return max(begun, key=lambda period: period.from_on).key if begun else ""


def periods(year: SchoolYear) -> list[Period]:
    """The terms of the year; of a year without any, its two halves."""
    terms: list[Term] = sorted(year.terms.all(), key=lambda term: term.number)
    if terms:
        return [Period(year, term.number, term.from_on, term.to_on) for term in terms]
    ends = date(year.starts_on.year, 12, 31)
    begins = date(year.ends_on.year, 1, 1)
    return [Period(year, 1, year.starts_on, ends), Period(year, 2, begins, year.ends_on)]
