import pytest

from gaisma.quality.surveys import codes

pytestmark = pytest.mark.django_db


def test_codes_have_twelve_letters_that_nobody_misreads() -> None:
    found = {codes.letters(1, number) for number in range(1, 501)}

    assert len(found) == 500
    assert {len(code) for code in found} == {12}
    assert not set("".join(found)) & set("ILOU")


def test_the_same_number_gives_the_same_code_again() -> None:
    assert codes.letters(7, 3) == codes.letters(7, 3)
    assert codes.letters(7, 3) != codes.letters(3, 7)


@pytest.mark.parametrize(
    "typed", ["0A1B-2C3D-4E5F", "oa1b 2c3d 4e5f", "OAIB2C3D4E5F", "0alb-2c3d-4e5f"]
)
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert codes.read(typed) == "0A1B2C3D4E5F"


def test_a_code_is_written_in_blocks() -> None:
    assert codes.written("0A1B2C3D4E5F") == "0A1B-2C3D-4E5F"


def test_a_digest_tells_nothing_without_the_key() -> None:
    before = codes.digest("0A1B2C3D4E5F")

    assert codes.digest("0A1B2C3D4E5F", key="11" * 32) != before
