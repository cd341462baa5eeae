"""Institutions come into being, change, close, are taken over; their sites, licences, statuses."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypedDict, TypeVar, Unpack

import polars as pl
from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.models import Organisation, User
from gaisma.base.registry import gathered
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.lake.actions import touch
from gaisma.record import recording
from gaisma.record.organisations import audited, policies
from gaisma.record.organisations.models import Licence, Site, Status, Succession
from gaisma.record.organisations.permissions import KEEP_CONTACTS, KEEP_INSTITUTIONS, KEEP_SITES

SUBJECT = "base.Organisation"


class Details(TypedDict, total=False):
    """What is known about an institution beside its identity."""

    name: str
    kind: str
    parent: Organisation | None
    founder: str
    registration_number: str
    register_id: str
    aliases: list[str]
    address: str
    phone: str
    email: str
    website: str
    opened_on: date | None


class TakingOver(Protocol):
    """Hands a room's part of an institution over; gives the ids of what was handed over."""

    def __call__(
        self, *, institution: Organisation, successor: Organisation, on: date, at: datetime
    ) -> list[int]: ...


class PlanningTakeOver(Protocol):
    """The same for mergers that an import brings (`institution_id`, `successor_id`); how many."""

    def __call__(self, draft: Draft, successions: pl.DataFrame) -> int: ...


@dataclass(frozen=True)
class TakeOver:
    """A room's part in a merger, listed under TAKEOVERS in its offers.

    Programmes alone pass to the successor yet, from a room that stands over this one.
    """

    key: str
    run: TakingOver
    plan: PlanningTakeOver


def establish_institution(
    *, code: str, by: User | None, at: datetime, **details: Unpack[Details]
) -> Organisation:
    """Add an institution, or a unit of one, to the tree."""
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=details.get("parent"))
    return recording.add(
        Organisation,
        {"code": code, **details},
        action=audited.ESTABLISH_INSTITUTION,
        by=by,
        at=at,
        organisation=details.get("parent"),
    )


def change_institution(
    *,
    institution: Organisation,
    revision: int,
    by: User | None,
    at: datetime,
    **details: Unpack[Details],
) -> Organisation:
    """Write what is known about an institution. Raises UnableToChange."""
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=institution)
    return recording.change(
        institution,
        details,
        revision=revision,
        action=audited.CHANGE_INSTITUTION,
        by=by,
        at=at,
        organisation=institution,
    )


def close_institution(
    *, institution: Organisation, on: date, revision: int, by: User | None, at: datetime
) -> Organisation:
    """Close an institution; it works on that day for the last time."""
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=institution)
    policies.check_can_close(institution, on=on)
    return recording.change(
        institution,
        {"closed_on": on},
        revision=revision,
        action=audited.CLOSE_INSTITUTION,
        by=by,
        at=at,
        organisation=institution,
    )


def merge_institutions(
    *,
    institution: Organisation,
    successor: Organisation,
    on: date,
    revision: int,
    by: User | None,
    at: datetime,
    decision: str = "",
    decided_on: date | None = None,
) -> Succession:
    """Close an institution in favour of another, which takes over what rooms have to hand over.

    Groups, learners and staff of the years before stay where they were: comparisons over years
    follow the succession.
    """
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=institution)
    changes.demand(KEEP_INSTITUTIONS, by=by, organisation=successor)
    policies.check_can_close(institution, on=on)
    policies.check_can_succeed(institution, successor, on=on)
    with transaction.atomic():
        changes.change(institution, revision=revision, at=at, closed_on=on)
        succession = changes.make(
            Succession,
            at=at,
            institution=institution,
            successor=successor,
            on=on,
            decision=decision,
            decided_on=decided_on,
        )
        handed_over = _hand_over(institution, successor, on=on, at=at)
        touch(*audited.MERGE_INSTITUTIONS.touches)
        audit.note(
            action=audited.MERGE_INSTITUTIONS,
            by=by,
            at=at,
            organisation=institution,
            subject=SUBJECT,
            ids=[institution.pk, successor.pk],
            details=handed_over,
        )
    return succession


def _hand_over(
    institution: Organisation, successor: Organisation, *, on: date, at: datetime
) -> dict[str, int]:
    return {
        room.key: len(room.run(institution=institution, successor=successor, on=on, at=at))
        for room in gathered("TAKEOVERS")
    }


def change_contacts(
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


def add_site(
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


def change_site(
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


def end_term(*, held: Held, on: date, revision: int, by: User | None, at: datetime) -> Held:
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
