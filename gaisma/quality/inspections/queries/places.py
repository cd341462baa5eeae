"""Which institutions are inspected before which school year."""

from django.db.models import QuerySet

from gaisma.base import access
from gaisma.base.models import Organisation, SchoolYear, User
from gaisma.base.permissions import OFFICIALS
from gaisma.quality.inspections.models import Inspection


def unplanned(user: User | None, school_year: SchoolYear) -> QuerySet[Organisation]:
    """Institutions that are open when the year begins and have no inspection, by name."""
    planned = Inspection.objects.filter(school_year=school_year)
    places = Organisation.objects.institutions().open_on(school_year.starts_on)
    if user is not None:
        places = places.filter(pk__in=access.reach(user, *OFFICIALS))
    return places.exclude(pk__in=planned.values("institution")).order_by("name")
