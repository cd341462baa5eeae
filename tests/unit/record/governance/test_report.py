"""The sections of the readiness report that this room gives."""

from datetime import date

import pytest

from gaisma.evidence.reports import queries
from gaisma.evidence.reports.sections import InOwnLanguage
from gaisma.record.governance import report
from tests import factories
from tests.printed import lines

pytestmark = pytest.mark.django_db


def test_decisions_list_the_acts_of_the_year() -> None:
    factories.act(
        number="214",
        title="On classes",
        kind="council_decision",
        adopted_on=date(2024, 6, 13),
        changes="Sets how many",
        binds_kinds=["gymnasium"],
    )

    (line,) = lines(report.DECISIONS, "2024/2025", date(2024, 8, 20), key="municipality")

    assert line == (
        InOwnLanguage("On classes", before="Council's decision No. 214, 13 June 2024: "),
        InOwnLanguage("Sets how many", told=False),
        "1 September 2024",
        "gymnasium",
    )


@pytest.mark.parametrize(
    ("adopted_on", "is_listed"),
    [
        (date(2023, 8, 31), False),
        (date(2023, 9, 1), True),
        (date(2024, 8, 20), True),
        (date(2024, 8, 21), False),
    ],
)
def test_decisions_are_those_since_the_last_year_began(adopted_on: date, is_listed: bool) -> None:
    factories.act(adopted_on=adopted_on, from_on=date(2023, 1, 1))

    found = lines(report.DECISIONS, "2024/2025", date(2024, 8, 20), key="state")

    assert bool(found) is is_listed


def test_edition_holds_the_lines_in_its_language(installation: object) -> None:
    factories.act(binds_kinds=["preschool"])

    edition = queries.edition(
        "readiness", school_year="2024/2025", as_of=date(2024, 8, 20), language="lv"
    )

    (line,) = edition.printed["governance.decisions", "state"]
    assert line[3] == "pirmsskolas izglītības iestāde"
