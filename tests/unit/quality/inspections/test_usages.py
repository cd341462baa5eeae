import pytest

from gaisma.base.models import User
from gaisma.quality.inspections import usages
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_instrument_tells_how_many_inspections_ask_it(specialist: User, teacher: User) -> None:
    inspection = factories.inspection()
    factories.inspection(version=inspection.version)
    asked = inspection.version.instrument_id

    (told,) = usages.of(specialist, asked)

    assert (told.note, told.address) == ("2", "/inspections/")
    assert usages.of(teacher, asked) == ()
    assert usages.of(specialist, factories.version().instrument_id) == ()
