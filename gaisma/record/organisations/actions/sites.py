"""Sites: where an institution works."""

from datetime import datetime
from decimal import Decimal

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations import audited
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
    return recording.add(
        Site,
        fields | {"institution": institution},
        action=audited.ADD_SITE,
        by=by,
        at=at,
        organisation=institution,
    )


def change(
    *,
    site: Site,
    name: str,
    address: str,
    latitude: Decimal | None,
    longitude: Decimal | None,
    revision: int,
    by: User | None,
    at: datetime,
) -> Site:
    """Write where a site is. Raises UnableToChange."""
    changes.demand(KEEP_SITES, by=by, organisation=site.institution)
    return recording.change(
        site,
        {"name": name, "address": address, "latitude": latitude, "longitude": longitude},
        revision=revision,
        action=audited.CHANGE_SITE,
        by=by,
        at=at,
        organisation=site.institution,
    )
