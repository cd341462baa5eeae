"""Institutions come into being, change, close, and are taken over by others."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypedDict, Unpack

import polars as pl
from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.models import Organisation, User
from gaisma.base.registry import gathered
from gaisma.evidence.interop.planning import Draft
from gaisma.evidence.lake.actions import touch
from gaisma.record import recording
from gaisma.record.organisations import audited, policies
from gaisma.record.organisations.models import Succession
from gaisma.record.organisations.permissions import KEEP_INSTITUTIONS

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


def establish(
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


def change(
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


def close(
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


def merge(
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
