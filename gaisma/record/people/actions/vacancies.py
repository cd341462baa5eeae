"""Vacancies are opened and closed."""

from datetime import date, datetime
from decimal import Decimal

from gaisma.base import changes
from gaisma.base.models import Organisation, User
from gaisma.record import recording
from gaisma.record.organisations.policies import check_open, ends_after_it_starts
from gaisma.record.people import audited
from gaisma.record.people.models import Vacancy
from gaisma.record.people.permissions import KEEP_STAFF


def announce(
    *,
    institution: Organisation,
    role: str,
    load: Decimal,
    opened_on: date,
    by: User | None,
    at: datetime,
    expected_on: date | None = None,
    filling: str = "open",
    source: str = "institution",
) -> Vacancy:
    """Open a vacancy: a post that waits to be filled."""
    changes.demand(KEEP_STAFF, by=by, organisation=institution)
    check_open(institution, on=opened_on)
    post = {"institution": institution, "role": role, "load": load, "source": source}
    return recording.add(
        Vacancy,
        post | {"opened_on": opened_on, "expected_on": expected_on, "filling": filling},
        action=audited.OPEN_VACANCY,
        by=by,
        at=at,
        organisation=institution,
    )


def plan_filling(
    *,
    vacancy: Vacancy,
    expected_on: date | None,
    filling: str,
    revision: int,
    by: User | None,
    at: datetime,
) -> Vacancy:
    """By when the post is to be filled, and how. Raises UnableToChange."""
    changes.demand(KEEP_STAFF, by=by, organisation=vacancy.institution)
    if expected_on is not None:
        ends_after_it_starts(vacancy.opened_on, expected_on)
    return recording.change(
        vacancy,
        {"expected_on": expected_on, "filling": filling},
        revision=revision,
        action=audited.PLAN_VACANCY,
        by=by,
        at=at,
        organisation=vacancy.institution,
    )


def close(*, vacancy: Vacancy, on: date, revision: int, by: User | None, at: datetime) -> Vacancy:
    """Close a vacancy; the day is its last. Raises UnableToChange."""
    changes.demand(KEEP_STAFF, by=by, organisation=vacancy.institution)
    ends_after_it_starts(vacancy.opened_on, on)
    return recording.change(
        vacancy,
        {"closed_on": on},
        revision=revision,
        action=audited.CLOSE_VACANCY,
        by=by,
        at=at,
        organisation=vacancy.institution,
    )
