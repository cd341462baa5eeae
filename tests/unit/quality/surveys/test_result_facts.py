"""What the lake holds of results: what everybody may read, and not a row more."""

from datetime import date

import pytest

from gaisma.analytics.indicators import Indicator
from gaisma.analytics.moments import Moment
from gaisma.analytics.tables import Lake
from gaisma.base.registry import gathered
from gaisma.quality.surveys import facts
from gaisma.quality.surveys.models import Campaign, ToldCount
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    factories.institution(code="RIVER", kind="secondary_school")
    row: Campaign = factories.campaign(name="wellbeing 2024", closed_at=NOW)
    return row


def told(campaign: Campaign, **fields: object) -> ToldCount:
    given = {
        "campaign": campaign,
        "view": "public",
        "audience": "teachers",
        "level": "institution",
        "place": "RIVER",
        "is_suppressed": False,
        "item": "I feel heard",
        "position": 0,
        "answer": "always",
        "is_open": False,
        "count": 9,
        "base": 12,
    }
    return ToldCount.objects.create(**{**given, **fields})


def test_people_stand_beside_the_first_answer_of_an_item_alone(campaign: Campaign) -> None:
    told(campaign)
    told(campaign, position=1, answer="never", count=3)

    rows = facts.results()

    assert rows.select("answer", "given", "people").rows() == [("always", 9, 12), ("never", 3, 0)]
    assert rows["institution_kind"].to_list() == ["secondary_school"] * 2
    assert rows["school_year"].unique().to_list() == ["2023/2024"]


@pytest.mark.parametrize(
    "fields",
    [
        {"view": "inside"},
        {"level": "city", "place": ""},
        {"level": "kind", "place": "secondary_school"},
        {"audience": "parents"},
        {"is_suppressed": True, "count": None, "base": None},
    ],
)
def test_what_is_held_back_or_joined_is_not_known(
    campaign: Campaign, fields: dict[str, object]
) -> None:
    told(campaign, **fields)

    assert facts.results().is_empty()


def test_of_the_city_is_known_what_is_told_of_it_and_since_when(campaign: Campaign) -> None:
    factories.part(campaign=campaign, audience="teachers", answered_on=date(2024, 5, 7))
    of_city = {"level": "city", "place": ""}
    told(campaign, **of_city, count=30, base=40)
    told(campaign, **of_city, position=1, answer="never", count=10, base=40)

    read = facts.city_results()

    given = [("always", 30, 40, date(2024, 5, 7)), ("never", 10, 0, date(2024, 5, 7))]
    assert read.select("answer", "given", "people", "answered_on").rows() == given


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"level": "city", "place": "", "audience": "parents"},
        {"level": "city", "place": "", "is_suppressed": True, "count": None, "base": None},
    ],
)
def test_of_the_city_nothing_else_is_known(campaign: Campaign, fields: dict[str, object]) -> None:
    for audience in ("teachers", "parents_of_school"):
        factories.part(campaign=campaign, audience=audience, answered_on=date(2024, 5, 7))
    told(campaign, **fields)

    assert facts.city_results().is_empty()


def test_of_answers_figures_count_no_more_than_who_took_part() -> None:
    """By no day, audience or item can a few be told from the others: only counts of people are of
    the answers themselves, and they ask neither what was answered nor where."""
    facts = gathered("FACTS")
    lake = Lake(fact.table for fact in facts)
    answers = lake.survey_answers.op()

    def reads_answers(one: Indicator) -> bool:
        return answers in one.rows(lake, Moment(date(2024, 6, 30))).op().find(type(answers))

    found = [one for one in gathered("INDICATORS") if reads_answers(one)]
    assert {one.key for one in found} == {"surveys.responses", "surveys.response_rate"}
    assert {one.dimensions for one in found} == {("survey", "audience")}
