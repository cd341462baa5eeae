import re

import pytest
import segno
from django.conf import settings

from gaisma.base import pictures
from gaisma.quality.surveys.codes import posting, slips
from tests import factories

pytestmark = pytest.mark.django_db


def test_square_holds_the_address_of_its_code() -> None:
    address = posting.address("ABCD12345678")

    drawn = pictures.square(address)

    assert address == f"{settings.GAISMA_ADDRESS.rstrip('/')}/answer/ABCD-1234-5678/"
    path = re.search(
        r' d="([^"]+)"', segno.make(address, error="m", micro=False).svg_inline(border=0)
    )
    assert path is not None
    assert path[1] in drawn
    assert "style" not in drawn


def test_another_address_gives_another_square() -> None:
    assert pictures.square(posting.address("A" * 12)) != pictures.square(posting.address("B" * 12))


def test_slips_say_where_a_code_is_typed() -> None:
    batch = factories.batch()

    sheet = slips.sheet(batch, ["A" * 12], {})

    assert sheet.door.endswith("/answer/")
    assert "://" not in sheet.door
    assert [slip.code for slip in sheet.sheets[0]] == ["AAAA-AAAA-AAAA"]


@pytest.mark.parametrize("asked", ["0", "9999", "x", "-1", "\N{SUPERSCRIPT TWO}"])
def test_portion_that_is_not_there_is_the_first(asked: str) -> None:
    sheet = slips.sheet(factories.batch(), ["A" * 12], {"from": asked})

    assert len(sheet.sheets) == 1
