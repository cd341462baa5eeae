import pytest

from gaisma.base.models import Organisation, User
from gaisma.quality.surveys import offers
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_instrument_tells_the_surveys_that_the_reader_sees(
    specialist: User, head: User, school: Organisation
) -> None:
    version = factories.survey_version()
    begun = factories.campaign(institutions=[school])
    draft = factories.campaign(started_at=None)
    for campaign in (begun, draft):
        factories.part(campaign=campaign, version=version)
        factories.part(campaign=campaign, version=version, audience="parents_of_school")

    told = {
        user.username: offers.usages(user, version.instrument_id) for user in (specialist, head)
    }

    assert {one.title for one in told["specialist"]} == {begun.name, draft.name}
    assert [one.address for one in told["head"]] == [f"/surveys/{begun.pk}/"]
    assert offers.usages(specialist, factories.version().instrument_id) == ()
