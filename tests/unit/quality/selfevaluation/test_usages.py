import pytest

from gaisma.base.models import User
from gaisma.quality.selfevaluation import offers
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_instrument_tells_what_the_reader_sees_of_its_evaluations(
    specialist: User, teacher: User
) -> None:
    evaluation = factories.signed_evaluation()
    appraisal = factories.appraisal()

    asked = [row.version.instrument_id for row in (evaluation, appraisal)]

    assert [one.address for one in offers.usages(specialist, asked[0])] == ["/self-evaluation/"]
    assert [one.note for one in offers.usages(specialist, asked[0])] == ["1"]
    assert offers.usages(teacher, asked[1]) == ()
    assert offers.usages(specialist, factories.version().instrument_id) == ()
