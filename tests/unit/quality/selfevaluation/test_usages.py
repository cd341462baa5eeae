import pytest

from gaisma.base.models import User
from gaisma.quality.selfevaluation import usages
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_instrument_tells_what_the_reader_sees_of_its_evaluations(
    specialist: User, teacher: User
) -> None:
    evaluation = factories.signed_evaluation()
    appraisal = factories.appraisal()

    asked = [row.version.instrument_id for row in (evaluation, appraisal)]

    assert [one.address for one in usages.of(specialist, asked[0])] == ["/self-evaluation/"]
    assert [one.note for one in usages.of(specialist, asked[0])] == ["1"]
    assert usages.of(teacher, asked[1]) == ()
    assert usages.of(specialist, factories.version().instrument_id) == ()
