from datetime import date

import pytest

from gaisma.workplace.calendar import recurrence


def starts(first: date, repeats: str, until: date | None) -> list[date]:
    return list(recurrence.starts(first, repeats=repeats, until=until))


def test_what_does_not_repeat_starts_once() -> None:
    assert starts(date(2024, 9, 2), "", None) == [date(2024, 9, 2)]


def test_weekly_includes_the_day_until_which_it_repeats() -> None:
    found = starts(date(2024, 9, 2), "weekly", date(2024, 9, 16))

    assert found == [date(2024, 9, 2), date(2024, 9, 9), date(2024, 9, 16)]


def test_monthly_leaves_out_months_without_the_day() -> None:
    found = starts(date(2024, 12, 31), "monthly", date(2025, 4, 30))

    assert found == [date(2024, 12, 31), date(2025, 1, 31), date(2025, 3, 31)]


def test_yearly_keeps_to_leap_years() -> None:
    found = starts(date(2024, 2, 29), "yearly", date(2029, 1, 1))

    assert found == [date(2024, 2, 29), date(2028, 2, 29)]


@pytest.mark.parametrize("repeats", ["weekly", "monthly", "yearly"])
@pytest.mark.parametrize("first", [date(2024, 1, 31), date(2024, 2, 29), date(2024, 9, 2)])
def test_days_are_those_of_calendar_programs(first: date, repeats: str) -> None:
    from datetime import datetime

    from dateutil.rrule import rrulestr

    until = date(2026, 6, 1)
    rule = f"FREQ={repeats.upper()};UNTIL={until:%Y%m%d}"
    begin = datetime.combine(first, datetime.min.time())

    theirs = [moment.date() for moment in rrulestr(rule, dtstart=begin)]

    assert starts(first, repeats, until) == theirs


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (date(2024, 9, 4), date(2024, 9, 8), [date(2024, 9, 2)]),
        (date(2024, 9, 5), date(2024, 9, 8), []),
        (date(2024, 9, 9), date(2024, 9, 16), [date(2024, 9, 9), date(2024, 9, 16)]),
        (date(2024, 9, 24), date(2024, 12, 31), []),
    ],
)
def test_occurrences_that_touch_a_period(start: date, end: date, found: list[date]) -> None:
    days = recurrence.within(
        date(2024, 9, 2),
        days=3,
        repeats="weekly",
        until=date(2024, 9, 20),
        start=start,
        end=end,
    )

    assert list(days) == found


@pytest.mark.parametrize("repeats", ["weekly", "monthly", "yearly"])
def test_it_ends_with_the_calendar(repeats: str) -> None:
    found = starts(date(9997, 12, 31), repeats, date.max)

    assert found[-1].year == date.max.year
