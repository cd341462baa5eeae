from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from gaisma.base import wording


@pytest.mark.parametrize(
    ("language", "written"), [("lv", "3\u00a0770"), ("en", "3,770"), ("ru", "3\u00a0770")]
)
def test_number_is_written_in_the_language_of_the_reader(language, written):
    with translation.override(language):
        assert wording.number(3770) == written


def test_number_takes_a_float_as_it_is_printed():
    with translation.override("lv"):
        assert wording.number(6.88) == "6,88"


@pytest.mark.parametrize(
    "write", [wording.number, wording.percent, wording.share, wording.day, wording.moment]
)
def test_nothing_becomes_a_dash(write):
    assert write(None) == "–"


def test_percent_rounds_to_whole_ones():
    with translation.override("en"):
        assert wording.percent(Decimal("83.6")) == "84%"


@pytest.mark.parametrize(
    ("language", "written"), [("lv", "20.08.2024."), ("en", "20 August 2024"), ("ru", "20.08.2024")]
)
def test_day_is_written_in_the_language_of_the_reader(language, written):
    with translation.override(language):
        assert wording.day(date(2024, 8, 20)) == written


def test_moment_is_told_in_the_time_zone_of_the_installation():
    with translation.override("lv"):
        assert wording.moment(datetime(2024, 8, 20, 6, 41, tzinfo=UTC)) == "20.08.2024. 09:41"


@pytest.mark.parametrize(("name", "written"), [("2024/2025", "2024./2025."), ("2024", "2024")])
def test_school_year_is_printed_as_latvian_does(name, written):
    with translation.override("lv"):
        assert wording.school_year(name) == written


@pytest.mark.parametrize(
    ("language", "closed", "open_"),
    [
        ("lv", "01.09.2023.–31.08.2024.", "no 01.09.2023."),
        ("ru", "01.09.2023–31.08.2024", "с 01.09.2023"),
        ("en", "1 September 2023 – 31 August 2024", "from 1 September 2023"),
    ],
)
def test_period_is_written_as_the_language_does(language: str, closed: str, open_: str) -> None:
    first, last = date(2023, 9, 1), date(2024, 8, 31)

    with translation.override(language):
        assert wording.period(first, last) == closed
        assert wording.period(first, None) == open_
