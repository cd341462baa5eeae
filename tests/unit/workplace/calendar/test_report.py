"""What the readiness report prints of the calendar."""

from datetime import date

import pytest

from gaisma.workplace.calendar import report
from tests import factories
from tests.printed import lines

pytestmark = pytest.mark.django_db
YEAR, DAY = "2024/2025", date(2024, 8, 20)


def events() -> list[tuple[str, ...]]:
    return list(lines(report.AUTUMN, YEAR, DAY, key="events"))


def test_events_of_the_autumn_stand_by_their_day() -> None:
    factories.measure(title="Later", from_on=date(2024, 12, 31))
    factories.measure(title="First", from_on=date(2024, 9, 1), place="Hall")
    factories.measure(title="Summer", from_on=date(2024, 8, 31))
    factories.measure(title="Winter", from_on=date(2025, 1, 1))

    assert [line[1] for line in events()] == ["First", "Later"]
    assert events()[0][2:] == ("everybody", "Hall")


def test_event_that_began_in_summer_and_lasts_is_told() -> None:
    factories.measure(title="Inspections", from_on=date(2024, 8, 19), to_on=date(2024, 9, 5))

    assert [line[1] for line in events()] == ["Inspections"]


def test_event_that_repeats_stands_once() -> None:
    days = {"from_on": date(2024, 9, 11), "repeats": "monthly", "until_on": date(2025, 5, 11)}
    factories.measure(title="Heads", **days)

    ((when, _title, _whom, _place),) = events()

    assert when == "from 11 September 2024 every month until 31 December 2024"


def test_meeting_of_the_office_alone_and_event_of_an_institution_are_left_out() -> None:
    factories.measure(from_on=date(2024, 9, 2), audience_roles=["specialist", "manager"])
    factories.measure(from_on=date(2024, 9, 2), organisation=factories.institution())

    assert events() == []


def test_deadlines_tell_who_owes() -> None:
    school = factories.institution()
    factories.deadline(title="All", due_on=date(2024, 9, 10), founders=["municipality"])
    factories.deadline(title="Some", due_on=date(2024, 9, 5), kinds=["preschool"])
    factories.deadline(title="One", due_on=date(2024, 12, 31), listed=[school])
    factories.deadline(title="Past", due_on=date(2024, 8, 31))

    told = [(line[1], line[2]) for line in lines(report.AUTUMN, YEAR, DAY, key="deadlines")]

    assert told == [
        ("Some", "preschool"),
        ("All", "the municipality's institutions"),
        ("One", school.name),
    ]
