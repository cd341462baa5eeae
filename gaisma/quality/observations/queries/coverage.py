"""How many of their teachers institutions have observed: rows that are counted, never a share."""

import math
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.base import access
from gaisma.base.models import Organisation, User
from gaisma.base.permissions import REVIEWERS
from gaisma.quality.observations.models import CoverageGoal, Observation
from gaisma.quality.observations.queries import years
from gaisma.quality.observations.queries.years import Period
from gaisma.record.people.models import Employment


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
    periods = years.periods(found.school_year)
    return next((one for one in periods if one.from_on <= on <= one.to_on), None)


def goal(school_year: str) -> CoverageGoal | None:
    """What share of the teachers is to be observed in each term of the year."""
    return CoverageGoal.objects.filter(school_year__name=school_year).first()


def _counted(rows: QuerySet[Any], column: str) -> Coalesce:
    counted = rows.order_by().values("institution").annotate(number=Count(column, distinct=True))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
