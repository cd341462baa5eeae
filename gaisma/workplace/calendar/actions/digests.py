"""Who wants it is written what is due: on working days, in the morning, nothing when nothing is."""

import logging
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from gaisma.base import audit, changes, working_days
from gaisma.base.accounts import letters
from gaisma.base.accounts.letters import UnableToSend
from gaisma.base.models import Installation, User
from gaisma.base.working_days import Moves
from gaisma.workplace.calendar import audited
from gaisma.workplace.calendar.kinds import DAILY
from gaisma.workplace.calendar.models import Digest
from gaisma.workplace.calendar.permissions import SEE_MISSING
from gaisma.workplace.calendar.queries import digests

logger = logging.getLogger(__name__)
MORNING = 7
"""The hour from which letters go out."""


def choose(*, rhythm: str, by: User, at: datetime) -> None:
    """Write to the person so often what is due, or never when the rhythm is empty."""
    changes.demand(SEE_MISSING, by=by)
    with transaction.atomic():
        if rhythm:
            Digest.objects.update_or_create(user=by, defaults={"rhythm": rhythm})
        else:
            Digest.objects.filter(user=by).delete()
        audit.note(action=audited.CHOOSE_DIGEST, by=by, at=at, details={"rhythm": rhythm})


def send(*, at: datetime) -> int:
    """Send the letters of the day that have not gone out yet; answers how many went out."""
    local = timezone.localtime(at)
    day = local.date()
    waiting = _waiting(day)
    is_time = local.hour >= MORNING and waiting.exists()
    if not is_time or not working_days.is_worked(day, moves=Moves.recorded()):
        return 0
    return sum(_sent(digest, day) for digest in waiting.select_related("user"))


def _waiting(day: date) -> QuerySet[Digest]:
    """Those that nobody has looked at today, and whose letter of this week or day is missing."""
    monday = day - timedelta(days=day.weekday())
    is_due = Q(sent_on=None) | Q(rhythm=DAILY) | Q(sent_on__lt=monday)
    reached = Digest.objects.filter(is_due, user__is_active=True).exclude(user__email="")
    return reached.exclude(looked_on=day)


def _sent(digest: Digest, day: date) -> bool:
    """Whether the person was written to. One whom the server does not take is tried tomorrow."""
    # Whoever is killed after this sends no second letter: tomorrow's says the same.
    Digest.objects.filter(pk=digest.pk).update(looked_on=day)
    with translation.override(digest.user.language):
        written = digests.letter(digest, on=Installation.current().as_of())
        if written is None:
            return False
        try:
            letters.post(written, to=digest.user.email)
        except UnableToSend:
            logger.warning("A letter about what is due did not go out.")
            return False
    Digest.objects.filter(pk=digest.pk).update(sent_on=day)
    return True
