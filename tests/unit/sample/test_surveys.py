from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import polars as pl
import pytest

from gaisma.quality.surveys import questionnaires
from gaisma.quality.surveys.campaigns import actions as campaigns
from gaisma.quality.surveys.models import Batch
from gaisma.record.instruments import shipping
from gaisma.sample.surveys import answers
from gaisma.sample.surveys.plan import ANSWERED, OPEN_SHARE, PUBLISHED, Published
from tests import factories
from tests.moments import NOW

SHIPPED = shipping.shipped(questionnaires.FOLDER)


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda one: f"{one.audiences[0]} {one.item}")
def test_counts_give_the_shares_that_were_published(published: Published) -> None:
    people = sum(ANSWERED[audience].responses for audience in published.audiences)
    count = answers.answered(people, published, open_share=OPEN_SHARE)

    found = answers.of_published(count, published)

    assert sum(found.values()) == count <= people
    for names, share in published.shares.items():
        number = sum(found[name] for name in names.split("|"))
        step = Decimal(1).scaleb(-published.decimals)
        exact = Decimal(number * 100) / Decimal(count)
        assert exact.quantize(step, ROUND_HALF_UP) == Decimal(str(share)).quantize(step)


def test_counts_of_two_audiences_add_up() -> None:
    parts = answers.split({"yes": 7, "no": 3}, [6, 4])

    assert [sum(part.values()) for part in parts] == [6, 4]
    assert sum(part["yes"] for part in parts) == 7


def test_a_share_that_no_number_of_people_has_is_refused() -> None:
    impossible = Published(("teachers",), "likes_work", {"always": 33.33})

    with pytest.raises(ValueError, match="likes_work"):
        answers.answered(4, impossible, open_share=0)


def test_who_feels_best_answers_best() -> None:
    asked = SHIPPED["wellbeing-teachers"]
    item = next(item for item in asked.items if item.name == "proud")
    feeling = np.array([9.0, 5.0, -5.0, -9.0])

    given = answers.given(item, asked, {"yes": 2, "no": 2}, feeling, np.random.default_rng(1))

    assert given.tolist() == ["yes", "yes", "no", "no"]


def test_an_item_that_asks_the_opposite_is_answered_the_other_way_round() -> None:
    asked = SHIPPED["wellbeing-teachers"]
    item = next(item for item in asked.items if item.name == "exhausted")
    feeling = np.array([9.0, -9.0])

    given = answers.given(item, asked, {"always": 1, "never": 1}, feeling, np.random.default_rng(1))

    assert given.tolist() == ["never", "always"]


@pytest.mark.django_db
def test_of_codes_given_out_as_many_are_used_as_answered() -> None:
    part = factories.part(audience="pupils_grades_5_12")
    [place] = part.campaign.institutions.all()
    programme = factories.programme(institution=place, stage="school")
    for size in (3, 5):
        group = factories.group(programme=programme, grade=7)
        for _learner in range(size):
            factories.enrolment(group=group)
    campaigns.count_people(part.campaign)
    rows = pl.DataFrame({"audience": [part.audience] * 6, "unit": [place.pk] * 6})

    answers.give_codes(part.campaign, rows, at=NOW)

    batches = Batch.objects.order_by("issued")
    assert [batch.issued for batch in batches] == [3, 5]
    assert sum(batch.used or 0 for batch in batches) == 6
