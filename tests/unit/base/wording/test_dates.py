from datetime import date

import pytest

from gaisma.base.wording import dates

AUGUST = date(2024, 8, 20)


@pytest.mark.parametrize(
    ("language", "written"),
    [("lv", "2024. gada 20. augusts"), ("en", "20 August 2024"), ("ru", "20 августа 2024 года")],
)
def test_day_in_words(language, written):
    assert dates.day(AUGUST, language) == written


@pytest.mark.parametrize(
    ("month", "case", "written"),
    [
        (8, "genitive", "2024. gada 1. augusta"),
        (8, "accusative", "2024. gada 1. augustu"),
        (8, "locative", "2024. gada 1. augustā"),
        (9, "genitive", "2024. gada 1. septembra"),
        (9, "accusative", "2024. gada 1. septembri"),
        (9, "locative", "2024. gada 1. septembrī"),
        (4, "genitive", "2024. gada 1. aprīļa"),
        (4, "nominative", "2024. gada 1. aprīlis"),
        (3, "locative", "2024. gada 1. martā"),
    ],
)
def test_day_in_latvian_declines_the_month(month, case, written):
    assert dates.day(date(2024, month, 1), "lv", case=case) == written


@pytest.mark.parametrize(
    ("language", "written"), [("lv", "20.08.2024."), ("en", "20/08/2024"), ("ru", "20.08.2024")]
)
def test_short_day_in_digits(language, written):
    assert dates.short_day(AUGUST, language) == written
