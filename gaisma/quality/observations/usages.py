"""How many lessons are observed with an instrument, as its page tells."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_noop, ngettext

from gaisma.base import wording
from gaisma.base.models import User
from gaisma.quality.observations.models import Observation
from gaisma.quality.observations.queries.years import year_within
from gaisma.record.instruments.usages import InstrumentUsages, Usage


def of(user: User, instrument_id: int) -> tuple[Usage, ...]:
    """The observations with the instrument that the person sees, by school year."""
    seen: Any = Observation.objects.visible_to(user).filter(version__instrument=instrument_id)
    days = seen.with_day().order_by().values_list("day").annotate(number=Count("pk"))
    found: Counter[str] = Counter()
    for day, number in days:
        found[year_within(day)] += number
    return tuple(
        Usage(
            wording.school_year(year),
            f"{reverse('observations:list')}?school_year={year}",
            ngettext("%(number)s observation", "%(number)s observations", number)
            % {"number": wording.number(number)},
        )
        for year, number in sorted(found.items(), reverse=True)
    )


USAGES = [InstrumentUsages("observations", gettext_noop("Lesson observations"), of)]
