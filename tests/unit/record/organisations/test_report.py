"""The sections of the readiness report that this room gives."""

from datetime import date

import pytest

from gaisma.evidence.reports.sections import InOwnLanguage
from gaisma.record.organisations import report
from tests import factories
from tests.printed import lines

pytestmark = pytest.mark.django_db
YEAR, DAY = "2024/2025", date(2024, 8, 20)


def test_successors_are_told_with_the_decision_and_its_day() -> None:
    factories.succession(
        institution=factories.institution(name="School 6"),
        successor=factories.institution(name="Market school"),
        decision="Council decision No. 87",
        decided_on=date(2024, 2, 22),
        on=date(2024, 8, 31),
    )

    (line,) = lines(report.MERGED, YEAR, DAY)

    decision = InOwnLanguage("Council decision No. 87, 22 February 2024", told=False)
    assert line == ("School 6", "Market school", decision, "31 August 2024")


def test_successor_without_a_decision_is_told_all_the_same() -> None:
    factories.succession(decided_on=None)

    (line,) = lines(report.MERGED, YEAR, DAY)

    assert line[2] == InOwnLanguage("", told=False)


@pytest.mark.parametrize(
    ("on", "is_told"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2024, 9, 1), True),
        (date(2024, 9, 2), False),
    ],
)
def test_successors_are_those_of_the_year_until_the_school_year_begins(
    on: date, is_told: bool
) -> None:
    factories.succession(on=on)

    assert bool(lines(report.MERGED, YEAR, DAY)) is is_told
