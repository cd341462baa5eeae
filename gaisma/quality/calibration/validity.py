"""Until when an observer is calibrated with an instrument."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from gaisma.quality.calibration.models import Attempt, Exercise
from gaisma.record.instruments.models import Version

YEAR = 12


def until(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    number = day.month - 1 + months
    year, month = day.year + number // YEAR, number % YEAR + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@dataclass(frozen=True)
class Calibration:
    """Until when somebody is calibrated; without a day nothing was passed."""

    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether it is still valid on that day."""
        return self.until is not None and day <= self.until


def of_observers(people: Collection[int], version: Version) -> dict[int, Calibration]:
    """Of each of these persons, with the instrument of the version, whichever version was taken.

    Nothing where nobody could be calibrated: where no exercise with the instrument was opened.
    """
    instrument = version.instrument_id
    opened = Exercise.objects.filter(version__instrument=instrument, opened_on__isnull=False)
    if not opened.exists():
        return {}
    rows = Attempt.objects.passed().filter(
        observer__in=people, exercise__version__instrument=instrument
    )
    found = dict(rows.values_list("observer").annotate(Max("valid_until")))
    return {person: Calibration(found.get(person)) for person in people}
