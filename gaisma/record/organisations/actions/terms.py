"""What an institution holds for a term: licences, accreditations, statuses."""

from datetime import date, datetime
from typing import TypeVar

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations import audited, policies
from gaisma.record.organisations.models import Licence, Status
from gaisma.record.organisations.permissions import KEEP_INSTITUTIONS

Held = TypeVar("Held", Licence, Status)


def grant_licence(
    *,
    institution: Organisation,
    kind: str,
    number: str,
    from_on: date,
    by: User | None,
    at: datetime,
    to_on: date | None = None,
) -> Licence:
    """Record a licence or an accreditation with its term."""
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=institution)
    policies.ends_after_it_starts(from_on, to_on)
    term = {"institution": institution, "from_on": from_on, "to_on": to_on}
    return recording.add(
        Licence,
        term | {"kind": kind, "number": number},
        action=audited.GRANT_LICENCE,
        by=by,
        at=at,
        organisation=institution,
    )


def grant_status(
    *,
    institution: Organisation,
    status: str,
    from_on: date,
    by: User | None,
    at: datetime,
    to_on: date | None = None,
) -> Status:
    """Record a status with its term, such as eTwinning school."""
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=institution)
    policies.ends_after_it_starts(from_on, to_on)
    term = {"institution": institution, "from_on": from_on, "to_on": to_on}
    return recording.add(
        Status,
        term | {"status": status},
        action=audited.GRANT_STATUS,
        by=by,
        at=at,
        organisation=institution,
    )


def end(*, held: Held, on: date, revision: int, by: User | None, at: datetime) -> Held:
    """End a licence or a status on a day. Raises UnableToChange."""
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=held.institution)
    policies.ends_after_it_starts(held.from_on, on)
    return recording.change(
        held,
        {"to_on": on},
        revision=revision,
        action=audited.END_STATUS if isinstance(held, Status) else audited.END_LICENCE,
        by=by,
        at=at,
        organisation=held.institution,
    )


def change_licence(
    *,
    licence: Licence,
    kind: str,
    number: str,
    from_on: date,
    to_on: date | None,
    revision: int,
    by: User | None,
    at: datetime,
) -> Licence:
    """Mend what is known of a licence or an accreditation. Raises UnableToChange."""
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=licence.institution)
    policies.ends_after_it_starts(from_on, to_on)
    return recording.change(
        licence,
        {"kind": kind, "number": number, "from_on": from_on, "to_on": to_on},
        revision=revision,
        action=audited.CHANGE_LICENCE,
        by=by,
        at=at,
        organisation=licence.institution,
    )
