"""Who may what with observations, and who can observe where."""

from datetime import date

from django.db.models import QuerySet

from gaisma.base.models import Organisation, RoleGrant
from gaisma.base.permissions import AT_WORK, KEEPERS, LEADERS, OFFICIALS, declare
from gaisma.record.people.models import Person

SEE_OBSERVATIONS = declare("observations.see", roles=(*KEEPERS, *AT_WORK))
"""The pages; which observations stand there is decided for each."""

PLAN_OBSERVATIONS = declare("observations.plan", roles=KEEPERS)
PLAN_EXTERNAL = declare("observations.plan_external", roles=OFFICIALS)
PLAN_INTERNAL = declare("observations.plan_internal", roles=LEADERS)
OBSERVE = declare("observations.observe", roles=(*KEEPERS, *AT_WORK))
"""Fills sheets; only those that are the user's own."""

SEE_PICTURE = declare("observations.see_picture", roles=(*KEEPERS, "auditor"))
SET_COVERAGE = declare("observations.set_coverage", roles=OFFICIALS)


FROM_OUTSIDE = (*OFFICIALS, "methodologist")
FROM_INSIDE = (*LEADERS, *AT_WORK)


def able_to_observe(observed_by: str, institution: Organisation, *, on: date) -> QuerySet[Person]:
    """Who can observe there on that day: the authority's people, or those of the house."""
    nodes = Organisation.objects.ancestors(institution, include_self=True)
    roles = FROM_OUTSIDE if observed_by == "external" else FROM_INSIDE
    is_outside = observed_by == "external"
    places = [one.pk for one in nodes if (one.kind == "authority") == is_outside]
    grants = RoleGrant.objects.valid_on(on).filter(role__in=roles, organisation__in=places)
    people = Person.objects.filter(
        account__user__in=grants.values("user"), account__user__is_active=True
    )
    return people.order_by("family_name", "given_name")
