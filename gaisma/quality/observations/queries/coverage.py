"""Terms and school years, and what share of its teachers each institution observed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.base import access, wording
from gaisma.base.models import Organisation, SchoolYear, Term, User
from gaisma.base.permissions import REVIEWERS
from gaisma.quality.observations.models import CoverageGoal, Observation
from gaisma.record.people.models import Employment


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


def known_periods() -> dict[str, Period]:
    """The terms of all school years by their keys, the latest first."""
    found: dict[str, Period] = {}
    years = SchoolYear.objects.order_by("-starts_on").prefetch_related("terms")
    for year in years:
        found |= {period.key: period for period in reversed(periods_of(year))}
    return found


def current_period(known: Mapping[str, Period], *, on: date) -> str:
    """The key of the term in which the day lies, or the latest that began before it."""
    begun = [period for period in known.values() if period.from_on <= on]
    return max(begun, key=lambda period: period.from_on).key if begun else ""


def periods_of(year: SchoolYear) -> list[Period]:
    """The terms of the year; of a year without any, its two halves."""
    terms: list[Term] = sorted(year.terms.all(), key=lambda term: term.number)
    if terms:
        return [Period(year, term.number, term.from_on, term.to_on) for term in terms]
    ends = date(year.starts_on.year, 12, 31)
    begins = date(year.ends_on.year, 1, 1)
    return [Period(year, 1, year.starts_on, ends), Period(year, 2, begins, year.ends_on)]


def institutions(user: User, period: Period, *, on: date) -> QuerySet[Organisation]:
    """The reader's institutions with teachers, how many were observed in the period, and the goal.

    Employed are those of the last day of the period, or of `on` while it lasts.
    """
    day = min(period.to_on, max(on, period.from_on))
    here = OuterRef("pk")
    posts = Employment.objects.filter(institution=here, role__in=TEACHING_ROLES).held_on(day)
    held = Observation.objects.filter(institution=here).held()
    held = held.filter(held_on__range=(period.from_on, period.to_on))
    goals = CoverageGoal.objects.filter(school_year=period.school_year)
    places = Organisation.objects.filter(pk__in=access.reach(user, *REVIEWERS))
    found: QuerySet[Organisation] = (
        places.exclude(kind="authority")
        .filter(Exists(posts) | Exists(held))
        .annotate(
            employed=_counted(posts, "person"),
            observed=_counted(held, "teacher"),
            external=_counted(held.filter(observed_by="external"), "pk"),
            internal=_counted(held.filter(~Q(observed_by="external")), "pk"),
            goal=Subquery(goals.values("percent")),
        )
        .order_by("name")
    )
    return found


def lacks(row: Any) -> int | None:
    """How many more teachers an institution is to observe to reach the goal, if there is one."""
    if row.goal is None:
        return None
    return max(math.ceil(int(row.employed) * int(row.goal) / 100) - int(row.observed), 0)


def with_a_goal(on: date) -> Period | None:
    """The term in which the day lies, if a goal is set for its school year."""
    of_then = {"school_year__starts_on__lte": on, "school_year__ends_on__gte": on}
    found = CoverageGoal.objects.filter(**of_then).select_related("school_year").first()
    if found is None:
        return None
    periods = periods_of(found.school_year)
    return next((one for one in periods if one.from_on <= on <= one.to_on), None)


def goal(school_year: str) -> CoverageGoal | None:
    """What share of the teachers is to be observed in each term of the year."""
    return CoverageGoal.objects.filter(school_year__name=school_year).first()


def _counted(rows: QuerySet[Any], column: str) -> Coalesce:
    counted = rows.order_by().values("institution").annotate(number=Count(column, distinct=True))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
