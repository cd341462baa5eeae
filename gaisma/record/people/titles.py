"""What the days are called by which vacancies are to be filled."""

from datetime import date

from django.utils.translation import gettext, override

from gaisma.base import request_cache
from gaisma.base.wording import dates
from gaisma.evidence.figures.titles import Titles
from gaisma.record.people.facts import NOT_SET
from gaisma.record.people.models import Vacancy


def expected(language: str) -> dict[str, str]:
    """Days as the language writes them, the first day first; last, that none is set."""
    titles = {day.isoformat(): dates.short_day(day, language) for day in _days() if day}
    with override(language):
        return titles | {NOT_SET: gettext("no day is set")}


@request_cache.a_request
def _days() -> list[date | None]:
    known = Vacancy.objects.filter(expected_on__isnull=False).order_by("expected_on")
    return list(known.values_list("expected_on", flat=True).distinct())


TITLES = [Titles("expected", expected)]
