from datetime import date
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from gaisma.base import personal_codes

pytestmark = pytest.mark.django_db
TODAY = date(2024, 8, 20)
NEW = "328673-00679"
"""The example that python-stdnum publishes; nobody's."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]


def with_check_digit(ten: str) -> str:
    from stdnum.lv import pvn

    return ten + pvn.calc_check_digit_pers(ten)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        (NEW, "32867300679"),
        ("32867300670", "32867300670"),  # without a check digit, so any last digit stands
        (with_check_digit("0101230000"), with_check_digit("0101230000")),
        (" 328673-00679 ", "32867300679"),
    ],
)
def test_checked_valid_code_gives_its_digits(text: str, digits: str) -> None:
    assert personal_codes.checked(text, today=TODAY) == digits


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "form"),
        ("328673-0067", "form"),
        ("3286-7300679", "form"),
        ("LV32867300679", "form"),
        ("٣٢٨٦٧٣٠٠٦٧٩", "form"),
        (with_check_digit("3102231000"), "date"),
        (with_check_digit("2108242000"), "future"),
        ("40003521600", "date"),  # a company's number
        (with_check_digit("0101230000")[:10] + "9", "check_digit"),
    ],
)
def test_checked_invalid_code_says_what_is_wrong(text: str, fault: str) -> None:
    with pytest.raises(personal_codes.InvalidPersonalCode) as refused:
        personal_codes.checked(text, today=TODAY)

    assert refused.value.code == fault


def test_encrypted_code_comes_back_and_never_looks_the_same() -> None:
    first, second = personal_codes.encrypted("32867300679"), personal_codes.encrypted("32867300679")

    assert first != second
    assert "32867300679" not in first
    assert personal_codes.decrypted(first) == personal_codes.decrypted(second) == "32867300679"


def test_decrypted_under_another_key_is_refused(tmp_path: Path, settings: object) -> None:
    sealed = personal_codes.encrypted("32867300679")
    settings.GAISMA_HOME = tmp_path / "another"  # type: ignore[attr-defined]

    with pytest.raises(InvalidTag):
        personal_codes.decrypted(sealed)


def test_keyed_hash_depends_on_code_and_key(tmp_path: Path, settings: object) -> None:
    ours = personal_codes.keyed_hash("32867300679")
    same, other = personal_codes.keyed_hash("32867300679"), personal_codes.keyed_hash("32867300678")
    settings.GAISMA_HOME = tmp_path / "another"  # type: ignore[attr-defined]

    assert ours == same
    assert len({ours, other, personal_codes.keyed_hash("32867300679")}) == 3
