"""A lock after wrong guesses is opened before its time."""

from datetime import datetime

from axes.models import AccessAttempt
from axes.utils import reset
from django.db import transaction

from gaisma.base import audit, changes
from gaisma.base.accounts import audited
from gaisma.base.accounts.permissions import ADMINISTER
from gaisma.base.models import User


def unlock(*, attempt: AccessAttempt, by: User | None, at: datetime) -> None:
    """Let the name be tried again from that address. Raises NotPermitted."""
    changes.demand(ADMINISTER, by=by)
    owner = User.objects.filter(username__iexact=attempt.username or "").first()
    with transaction.atomic():
        reset(username=attempt.username, ip=attempt.ip_address)
        ids = [owner.pk] if owner else []
        audit.note(action=audited.UNLOCK, by=by, at=at, subject="base.User", ids=ids)
