"""Who can observe where: people with an account and a role that is in force there."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from gaisma.base.models import Organisation, RoleGrant
from gaisma.base.permissions import AT_WORK, LEADERS, OFFICIALS
from gaisma.record.people.models import Person

FROM_OUTSIDE = (*OFFICIALS, "methodologist")
FROM_INSIDE = (*LEADERS, *AT_WORK)


def able(observed_by: str, institution: Organisation, *, on: date) -> QuerySet[Person]:
    """Who can observe there on that day: the authority's people, or those of the house."""
    nodes = list(_above(institution))
    roles = FROM_OUTSIDE if observed_by == "external" else FROM_INSIDE
    is_outside = observed_by == "external"
    places = [one.pk for one in nodes if (one.kind == "authority") == is_outside]
    grants = RoleGrant.objects.valid_on(on).filter(role__in=roles, organisation__in=places)
    people = Person.objects.filter(
        account__user__in=grants.values("user"), account__user__is_active=True
    )
    return people.order_by("family_name", "given_name")


def _above(place: Organisation | None) -> Iterator[Organisation]:
    """The place, and all that it stands below."""
    while place is not None:
        yield place
        place = place.parent
