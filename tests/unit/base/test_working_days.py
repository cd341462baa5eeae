from datetime import date

import pytest

from gaisma.base.models import MovedWorkingDay
from gaisma.base.working_days import Moves, holiday, is_worked, worked_between

NONE = Moves(frozenset(), frozenset())
MOVED = Moves(frozenset({date(2024, 10, 14)}), frozenset({date(2024, 10, 19)}))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 8, 20), True),
        (date(2024, 8, 24), False),  # Saturday
        (date(2024, 11, 18), False),  # Proclamation Day, a Monday
        (date(2024, 6, 24), False),  # Midsummer
    ],
)
def test_is_worked_on_weekdays_that_are_no_holidays(day: date, *, worked: bool) -> None:
    assert is_worked(day, moves=NONE) is worked


def test_is_worked_follows_moved_days() -> None:
    assert not is_worked(date(2024, 10, 14), moves=MOVED)
    assert is_worked(date(2024, 10, 19), moves=MOVED)
    assert is_worked(date(2024, 10, 14), moves=NONE)


def test_holiday_is_named_in_the_language() -> None:
    assert "Līgo" in holiday(date(2024, 6, 23)) or "Līgo" in holiday(date(2024, 6, 24))
    assert "Midsummer" in holiday(date(2024, 6, 23), language="en")
    assert holiday(date(2024, 8, 20)) == ""


def test_worked_between_includes_both_ends() -> None:
    days = list(worked_between(date(2024, 10, 18), date(2024, 10, 21), moves=MOVED))

    assert days == [date(2024, 10, 18), date(2024, 10, 19), date(2024, 10, 21)]


@pytest.mark.django_db
def test_recorded_moves_are_those_of_the_record() -> None:
    MovedWorkingDay.objects.create(day_off_on=date(2024, 10, 14), worked_on=date(2024, 10, 19))

    assert Moves.recorded() == MOVED
