"""Who is where: every institution that evaluates itself, with how far it has come in a year."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from gaisma.base import access
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.selfevaluation.models import SelfEvaluation
from gaisma.quality.selfevaluation.permissions import LOOKING_ON

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
NOT_BEGUN = "not_begun"


def year_named(name: str) -> SchoolYear | None:
    """The school year of that name."""
    return SchoolYear.objects.filter(name=name).first()


def institutions(user: User, year: SchoolYear) -> QuerySet[Any]:
    """The institutions below the reader that worked in the year, with `state` and its days."""
    own = SelfEvaluation.objects.filter(institution=OuterRef("pk"), school_year=year)
    told = {
        name: Subquery(own.values(name)[:1])
        for name in ("heard_on", "signed_on", "agreed_on", "published_on")
    }
    places = Organisation.objects.filter(
        pk__in=access.reach(user, *OFFICIALS, *LOOKING_ON), kind__in=KINDS
    )
    found: QuerySet[Any] = places.open_on(_within(year)).annotate(
        report=Subquery(own.values("pk")[:1]),
        state=Coalesce(Subquery(own.values("state")[:1]), Value(NOT_BEGUN)),
        returned=Subquery(own.values("returned_because")[:1]),
        **told,
    )
    return found


def _within(year: SchoolYear) -> date:
    """A day in the year on which all that worked in it were open."""
    return year.ends_on.replace(month=6, day=1)
