"""How many inspections ask an instrument, as its page tells."""

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.quality.inspections.models import Inspection
from gaisma.record.instruments.usages import InstrumentUsages, Usage

TITLE = gettext_noop("Inspections of readiness")


def of(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """The number of inspections that the person sees, with the page that lists them."""
    asking = Inspection.objects.visible_to(user).filter(version__instrument=instrument_id)
    number = asking.count()
    if not number:
        return ()
    return (Usage(gettext(TITLE), reverse("inspections:list"), wording.number(number)),)


USAGES = [InstrumentUsages("inspections", TITLE, of)]
