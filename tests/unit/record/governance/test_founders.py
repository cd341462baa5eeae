"""Who speaks for the founder in councils, as the readiness report prints it."""

from datetime import date

import pytest

from gaisma.record.governance import report
from tests import factories
from tests.printed import lines

pytestmark = pytest.mark.django_db
DAY = date(2024, 8, 20)


def test_founders_of_the_day_are_named_and_their_absence_is_told() -> None:
    school = factories.institution(name="Skola", founder="municipality")
    council = factories.body(institution=school, name="Padome")
    left = {"from_on": date(2023, 9, 1), "to_on": date(2024, 8, 31)}
    factories.member(body=council, represents="founder", outside_name="Old", **left)
    came = date(2024, 9, 1)
    factories.member(body=council, represents="founder", outside_name="New", from_on=came)
    factories.body(institution=school, name="Vecāku padome")

    assert lines(report.COUNCILS, "2024/2025", DAY) == (
        ("Skola", "Padome", "New"),
        ("Skola", "Vecāku padome", "none"),
    )


def test_boards_of_the_state_and_those_that_ended_are_left_out() -> None:
    factories.body(institution=factories.institution(founder="state"))
    mine = factories.institution(founder="municipality")
    factories.body(institution=mine, to_on=date(2024, 8, 31))

    assert lines(report.COUNCILS, "2024/2025", DAY) == ()
