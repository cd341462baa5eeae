"""What the days are called by which vacancies are to be filled."""

from django.utils.translation import gettext, override

from gaisma.base.wording import dates
from gaisma.evidence.figures.titles import Titles
from gaisma.record.people.facts import NOT_SET
from gaisma.record.people.models import Vacancy


def expected(language: str) -> dict[str, str]:
    """Days as the language writes them, the first day first; last, that none is set."""
    known = Vacancy.objects.filter(expected_on__isnull=False)
    days = known.order_by("expected_on").values_list("expected_on", flat=True).distinct()
    titles = {day.isoformat(): dates.short_day(day, language) for day in days if day}
    with override(language):
        return titles | {NOT_SET: gettext("no day is set")}


TITLES = [Titles("expected", expected)]
