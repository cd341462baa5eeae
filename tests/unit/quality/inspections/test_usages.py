import pytest

from gaisma.base.models import User
from gaisma.quality.inspections import offers
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_instrument_tells_how_many_inspections_ask_it(specialist: User, teacher: User) -> None:
    inspection = factories.inspection()
    factories.inspection(version=inspection.version)
    asked = inspection.version.instrument_id

    (told,) = offers.usages(specialist, asked)

    assert (told.note, told.address) == ("2", "/inspections/")
    assert offers.usages(teacher, asked) == ()
    assert offers.usages(specialist, factories.version().instrument_id) == ()
