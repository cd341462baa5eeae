"""Secret addresses of calendars are made, made anew, and taken back."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gaisma.base import audit, changes
from gaisma.base.models import Organisation, User
from gaisma.workplace.calendar import audited
from gaisma.workplace.calendar.models import Feed
from gaisma.workplace.calendar.permissions import SEE_CALENDAR, SHARE_CALENDAR

BYTES = 32
"""So many random bytes nobody guesses."""


def make(*, by: User, at: datetime, organisation: Organisation | None = None) -> str:
    """Make the secret address of the person's own calendar, or of an institution's; its token.

    One that was made before stops working.
    """
    _demand(by, organisation)
    token = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        _of(by, organisation).delete()
        user = None if organisation else by
        Feed.objects.create(
            user=user, organisation=organisation, token_hash=hashed(token), made_at=at
        )
        audit.note(action=audited.MAKE_FEED, by=by, at=at, organisation=organisation)
    return token


def take_back(*, by: User, at: datetime, organisation: Organisation | None = None) -> None:
    """Let the secret address work no more."""
    _demand(by, organisation)
    with transaction.atomic():
        _of(by, organisation).delete()
        audit.note(action=audited.TAKE_BACK_FEED, by=by, at=at, organisation=organisation)


def end_own(user: User, at: datetime) -> None:
    """Let the address of the person's own calendar work no more, when their sessions end."""
    Feed.objects.filter(user=user).delete()


def hashed(token: str) -> str:
    """What is kept of a token: it is random, so a plain hash gives nothing away."""
    return hashlib.sha256(token.encode()).hexdigest()


def _demand(by: User, organisation: Organisation | None) -> None:
    permission = SHARE_CALENDAR if organisation else SEE_CALENDAR
    changes.demand(permission, by=by, organisation=organisation)


def _of(user: User, organisation: Organisation | None) -> QuerySet[Feed]:
    if organisation is not None:
        return Feed.objects.filter(organisation=organisation)
    return Feed.objects.filter(user=user)
