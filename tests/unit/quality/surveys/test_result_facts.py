"""What the lake holds of institutions' results: what everybody may read, and not a row more."""

import pytest

from gaisma.quality.surveys import result_facts
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

    rows = result_facts.results()

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

    assert result_facts.results().is_empty()
