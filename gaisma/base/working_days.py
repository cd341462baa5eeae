"""Which days are worked: weekends, the public holidays of Latvia, and working days moved.

The holidays are those of the `holidays` library; which working days the government moves is
decided anew each year and stands in the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from gaisma.base.models import MovedWorkingDay

SATURDAY = 5


@dataclass(frozen=True)
class Moves:
    """The days that were exchanged: free although they would be worked, and the other way."""

    free: frozenset[date]
    worked: frozenset[date]

    @staticmethod
    def recorded() -> "Moves":
        """Those of the record."""
        pairs = list(MovedWorkingDay.objects.values_list("day_off_on", "worked_on"))
        return Moves(frozenset(off for off, _ in pairs), frozenset(on for _, on in pairs))


def is_worked(day: date, *, moves: Moves) -> bool:
    """Whether people work on the day."""
    if day in moves.worked:
        return True
    return day.weekday() < SATURDAY and day not in moves.free and not holiday(day)


def holiday(day: date, *, language: str = "lv") -> str:
    """The public holiday's name, or nothing."""
    return _holidays(day.year, language).get(day, "")


def worked_between(start: date, end: date, *, moves: Moves) -> Iterator[date]:
    """The days that are worked, both ends included."""
    for number in range((end - start).days + 1):
        day = start + timedelta(days=number)
        if is_worked(day, moves=moves):
            yield day


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> dict[date, str]:
    import holidays

    known = {"lv": "lv", "ru": "lv", "en": "en_US"}[language]
    return dict(holidays.country_holidays("LV", years=year, language=known))
