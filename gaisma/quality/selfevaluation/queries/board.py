"""Who is where: every institution that evaluates itself, with how far it has come in a year."""

from datetime import date
from typing import Any

from django.db.models import Case, DateField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.selfevaluation import policies
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.permissions import LOOKING_ON
from gaisma.quality.selfevaluation.workflow import UNSIGNED

KINDS = (
    "preschool",
    "basic_school",
    "secondary_school",
    "gymnasium",
    "vocational_school",
    "arts_school",
    "interest_institution",
    "sports_school",
)
NOT_BEGUN, LATE = "not_begun", "late"
WAITED = (NOT_BEGUN, *UNSIGNED)


def year_named(name: str) -> SchoolYear | None:
    """The school year of that name."""
    return SchoolYear.objects.filter(name=name).first()


def institutions(user: User, year: SchoolYear) -> QuerySet[Any]:
    """The institutions below the reader that worked in the year: `state`, its days, `due_on`."""
    own = SelfEvaluation.objects.filter(institution=OuterRef("pk"), school_year=year)
    told = {
        name: Subquery(own.values(name)[:1])
        for name in ("heard_on", "signed_on", "agreed_on", "published_on")
    }
    places = Organisation.objects.filter(
        pk__in=access.reach(user, *OFFICIALS, *LOOKING_ON), kind__in=KINDS
    )
    found: QuerySet[Any] = places.open_on(within(year.ends_on.year)).annotate(
        due_on=_due(year),
        report=Subquery(own.values("pk")[:1]),
        state=Coalesce(Subquery(own.values("state")[:1]), Value(NOT_BEGUN)),
        returned=Subquery(own.values("returned_because")[:1]),
        **told,
    )
    return found


def within(ends_in: int) -> date:
    """A day in the year that ends then on which all that worked in it were open."""
    return date(ends_in, 6, 1)


def _due(year: SchoolYear) -> Case:
    """The day by which an institution of its kind hands over."""
    early = (When(kind=kind, then=Value(policies.due_on(kind, year))) for kind in policies.IN_JUNE)
    other = Value(policies.due_on("", year))
    return Case(*early, default=other, output_field=DateField())


def late(rows: QuerySet[Any], *, on: date) -> QuerySet[Any]:
    """Those whose day has passed and whose head has not signed."""
    return rows.filter(state__in=WAITED, due_on__lt=on)


def reminder(row: Any, *, on: date) -> str:
    """What the head of the institution is told on the day."""
    if row.state not in WAITED or row.due_on - policies.AHEAD > on:
        return ""
    return gettext("overdue") if row.due_on < on else gettext("reminded")
