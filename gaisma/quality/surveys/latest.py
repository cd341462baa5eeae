"""Which wave of a survey is the latest of its kind."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from gaisma.base import request_cache
from gaisma.evidence.figures.latest import Latest, Wave
from gaisma.quality.surveys.models import Campaign
from gaisma.quality.surveys.questionnaires import WELLBEING

SHIPPED = {"wellbeing": tuple(WELLBEING.values())}
"""Kinds that ship with the program, by the questionnaires that make a wave one of them."""


@request_cache.a_request
def kinds() -> tuple[str, ...]:
    """The kinds that ship, and the series that people have named."""
    series = Campaign.objects.exclude(series="").order_by("series").values_list("series", flat=True)
    return tuple(dict.fromkeys((*SHIPPED, *series)))


def of(kind: str, since: date, until: date) -> Wave | None:
    """The wave of the kind that closed last between the days."""
    asks = Q(parts__version__instrument__key__in=SHIPPED.get(kind, ()))
    closed = Campaign.objects.filter(asks | Q(series=kind), closed_at__isnull=False).distinct()
    found = [
        one
        for one in closed.order_by("-closed_at", "-closes_on", "-pk")
        if one.closed_at and since <= timezone.localdate(one.closed_at) <= until
    ]
    if not found:
        return None
    first = found[0]
    return Wave(first.code, first.name, first.opens_on, first.closes_on)


WAVES = [Latest("survey", kinds, of)]
