"""The installation's clock: in a demo its fixed day goes on, at the true time of day."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The moment at which something is done in the record; what guards the machine asks Django."""
    return here(timezone.now())


def here(at: datetime) -> datetime:
    """A moment of the true day as the installation has it."""
    from gaisma.base.models import Installation

    installation = Installation.found()
    return on(installation.today, at) if installation and installation.today else at


def on(day: date, at: datetime) -> datetime:
    """That time of day, on that day."""
    local = timezone.localtime(at)
    return timezone.make_aware(datetime.combine(day, local.time()))
