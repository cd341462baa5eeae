import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaisma.base.wording import school_years


@pytest.mark.parametrize(
    ("language", "case", "written"),
    [
        ("lv", "nominative", "2024./2025. mācību gads"),
        ("lv", "locative", "2024./2025. mācību gadā"),
        ("lv", "genitive", "2024./2025. mācību gada"),
        ("lv", "dative", "2024./2025. mācību gadam"),
        ("en", "nominative", "school year 2024/2025"),
        ("ru", "nominative", "2024/2025 учебный год"),
        ("ru", "locative", "2024/2025 учебном году"),
    ],
)
def test_school_year_in_words(language, case, written):
    assert school_years.school_year("2024/2025", language, case=case) == written


@pytest.mark.parametrize("name", ["2024", "2024/2026", "2024-2025", "2025/2024", ""])
def test_years_refuse_what_is_no_school_year(name):
    with pytest.raises(ValueError, match="2024/2025"):
        school_years.years(name)


@given(st.integers(min_value=1900, max_value=2900), st.integers(min_value=1, max_value=50))
def test_previous_goes_so_many_years_back(first, back):
    before = school_years.previous(f"{first}/{first + 1}", back=back)

    assert school_years.years(before) == (first - back, first - back + 1)
