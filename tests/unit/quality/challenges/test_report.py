"""What the readiness report prints of challenges, with figures that it asks."""

from datetime import date
from typing import Any

import pytest

from gaisma.base.models import Organisation
from gaisma.base.registry import gathered
from gaisma.evidence.figures import declarations
from gaisma.evidence.reports.sections import FigureOfRow, InOwnLanguage
from gaisma.quality.challenges import report
from tests import factories
from tests.moments import TODAY
from tests.printed import lines

pytestmark = pytest.mark.django_db
YEAR, DAY = "2024/2025", date(2024, 8, 20)


def told(key: str) -> list[tuple[Any, ...]]:
    return [
        tuple(f"{one.before}{one.words}" if isinstance(one, InOwnLanguage) else one for one in line)
        for line in lines(report.CHALLENGES, YEAR, DAY, key=key)
    ]


def test_year_that_ends_tells_what_became_and_what_was_done() -> None:
    row = factories.challenge(
        title="Vacancies",
        school_year=factories.school_year("2023/2024"),
        outcome="lessened",
        indicator="learners.count",
        filters={"grade": "1"},
    )
    factories.challenge_task(challenge=row, what="Asked", done_on=TODAY)
    factories.challenge_task(challenge=row, what="Not asked")
    factories.challenge(school_year=factories.school_year("2022/2023"), title="Older")

    ((title, done, became, shown, before, now),) = told("before")

    assert (title, done, became) == ("Vacancies", "Asked", "Lessened. Two came.")
    assert shown == "Learners · grade: 1"
    year = {"grade": "1", "school_year": "2023/2024"}
    earlier = {"grade": "1", "school_year": "2022/2023", "followed_to": "2023/2024"}
    assert (before, now) == (
        FigureOfRow("learners.count", earlier),
        FigureOfRow("learners.count", year),
    )


def test_coming_year_tells_what_is_planned_and_where_it_stands() -> None:
    row = factories.challenge(
        title="Vacancies", school_year=factories.school_year("2024/2025"), target="None left"
    )
    factories.challenge_task(challenge=row, what="Second", due_on=date(2024, 12, 31))
    factories.challenge_task(challenge=row, what="First", due_on=date(2024, 10, 1))
    factories.challenge_task(challenge=row, what="Some day")

    ((title, owner, planned, shown, target, figure),) = told("ahead")

    assert (title, owner, shown) == ("Vacancies", row.owner.full_name, "")
    assert planned == "First (1 October 2024); Second (31 December 2024); Some day"
    assert (target, figure) == ("None left", FigureOfRow())


def test_figure_of_an_institution_is_called_by_its_name(school: Organisation) -> None:
    factories.challenge(
        school_year=factories.school_year("2023/2024"),
        indicator="learners.count",
        filters={"institution": school.code},
    )

    assert told("before")[0][3] == f"Learners · {school.name}"


def test_challenge_that_nobody_concluded_says_so() -> None:
    factories.challenge(school_year=factories.school_year("2023/2024"))

    assert told("before")[0][2] == "Being worked on still."


@pytest.mark.parametrize("key", [offer.key for offer in declarations.evidence_offers()])
def test_every_offered_figure_is_asked_of_a_year_or_of_none(key: str) -> None:
    offer = declarations.evidence_offers()[key]
    factories.challenge(
        school_year=factories.school_year("2023/2024"),
        indicator=offer.indicator,
        filters=dict(offer.filters),
    )

    (*_words, before, now) = told("before")[0]

    is_of_a_year = "school_year" in gathered("INDICATORS")[offer.indicator].parameters
    assert now.indicator == offer.indicator
    assert (now.filters.get("school_year") == "2023/2024") is is_of_a_year
    assert (before.filters.get("school_year") == "2022/2023") is is_of_a_year
