"""Which surveys ask with an instrument, as its page tells."""

from django.utils.translation import gettext_noop

from gaisma.base.models import User
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.workflow import SURVEY
from gaisma.record.instruments.usages import InstrumentUsages, Usage


def of(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """The surveys with the instrument that the person sees, the latest first."""
    seen = Campaign.objects.visible_to(user)
    rows = seen.filter(parts__version__instrument=instrument_id).distinct().order_by("-opens_on")
    return tuple(Usage(row.name, row.get_absolute_url(), SURVEY.said(row.state)) for row in rows)


USAGES = [InstrumentUsages("surveys", gettext_noop("Surveys"), of)]
