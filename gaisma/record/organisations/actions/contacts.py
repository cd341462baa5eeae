"""How an institution is reached: its own people keep it, its identity is the authority's."""

from datetime import datetime

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations import audited
from gaisma.record.organisations.permissions import KEEP_CONTACTS


def change(
    *,
    institution: Organisation,
    address: str,
    phone: str,
    email: str,
    website: str,
    revision: int,
    by: User | None,
    at: datetime,
) -> Organisation:
    """Write where an institution is and how it is reached. Raises UnableToChange."""
    changes.demand(KEEP_CONTACTS, by=by, organisation=institution)
    return recording.change(
        institution,
        {"address": address, "phone": phone, "email": email, "website": website},
        revision=revision,
        action=audited.CHANGE_CONTACTS,
        by=by,
        at=at,
        organisation=institution,
    )
