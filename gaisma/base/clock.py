"""The installation's clock: in a demo its fixed day goes on, at the true time of day.

What is written into the record, compared with what stands there, or shown to a person is of this
clock. What guards the machine (sessions, locks, the age of files) is of the true one, and becomes
of this one where a person sees it: `here`.
"""

from datetime import date, datetime

from django.utils import timezone

from gaisma.base import request_cache


def now() -> datetime:
    """The moment at which something is done."""
    return here(timezone.now())


def today() -> date:
    """The day on which something is done."""
    return day(_fixed())


def day(fixed: date | None) -> date:
    """The day of an installation whose fixed day, if it has one, is known already."""
    return fixed or timezone.localdate()


def here(at: datetime) -> datetime:
    """A moment of the true day as the installation has it."""
    fixed = _fixed()
    return on(fixed, at) if fixed else at


def on(day: date, at: datetime) -> datetime:
    """That time of day, on that day."""
    local = timezone.localtime(at)
    return timezone.make_aware(datetime.combine(day, local.time()))


@request_cache.any_request
def _fixed() -> date | None:
    from gaisma.base.models import Installation

    installation = Installation.found()
    return installation.today if installation else None
