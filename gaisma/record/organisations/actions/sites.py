"""Sites: where an institution works."""

from datetime import datetime
from decimal import Decimal

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import acts
from gaisma.record.organisations.models import Site
from gaisma.record.organisations.permissions import KEEP_SITES


def add(
    *,
    institution: Organisation,
    name: str,
    address: str,
    by: User | None,
    at: datetime,
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
) -> Site:
    """Add a site to an institution."""
    changes.demand(KEEP_SITES, by=by, organisation=institution)
    fields = {"name": name, "address": address, "latitude": latitude, "longitude": longitude}
    return acts.add(
        Site,
        fields | {"institution": institution},
        action="site.add",
        touches=("sites",),
        by=by,
        at=at,
        organisation=institution,
    )
