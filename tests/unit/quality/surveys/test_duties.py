from datetime import date

import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.surveys import offers
from tests import factories

pytestmark = pytest.mark.django_db
AFTER = date(2024, 6, 1)


def test_officials_owe_the_closing_of_a_survey_whose_last_day_has_passed(
    specialist: User, school: Organisation
) -> None:
    campaign = factories.campaign(institutions=[school])
    factories.campaign(institutions=[school], started_at=None)

    before = offers.surveys_owed(specialist, campaign.closes_on)
    [owed] = offers.surveys_owed(specialist, AFTER)

    assert before == ()
    assert owed.address == f"/surveys/{campaign.pk}/"
    assert owed.due_on == campaign.closes_on
    assert campaign.name in owed.sentence


def test_heads_owe_nothing(head: User, school: Organisation) -> None:
    factories.campaign(institutions=[school])

    assert offers.surveys_owed(head, AFTER) == ()
