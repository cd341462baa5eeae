"""Whatever is said in one language of the program is said in each."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.conf import settings

from gaisma.base import sorting, working_days
from gaisma.base.catalogues import files
from gaisma.base.registry import gathered
from gaisma.base.wording import agreement, changes, dates, school_years
from gaisma.evidence.interop import titles
from gaisma.evidence.reports import shelf
from gaisma.evidence.reports.documents import docx, typography
from gaisma.record.instruments.xlsforms import columns

CODES = tuple(code for code, _name in settings.LANGUAGES)
WRITTEN_IN = "en"
"""The language of message ids, which needs no catalogue."""


WORDS: dict[str, Callable[[str], bool]] = {
    "settings.LANGUAGES": lambda language: language in CODES,
    "catalogues/files.py": lambda language: (
        language == WRITTEN_IN or language in set(files.LANGUAGES) & set(files.PLURAL_FORMS)
    ),
    "wording/nouns.csv": lambda language: all(
        agreement.counted(noun, 2, language) for noun in agreement.nouns()
    ),
    "wording/numerals.csv": lambda language: all(
        agreement.spelled(noun, 2, language) for noun in agreement.nouns()
    ),
    "wording/changes.py": lambda language: all(
        changes.change(value, language) + changes.than(value, language) for value in (-1, 0, 1)
    ),
    "wording/dates.py": lambda language: bool(dates.short_day(date(2024, 8, 20), language)),
    "wording/school_years.py": lambda language: all(
        school_years.school_year("2024/2025", language, case=case) for case in school_years.CASES
    ),
    "base/working_days.py": lambda language: bool(
        working_days.holiday(date(2024, 11, 18), language=language)
    ),
    "base/sorting.py": lambda language: language in sorting.ALPHABETS,
    "reports/documents/typography.py": lambda language: language in typography.MARKS,
    "documents/docx.py": lambda language: language in docx.REGIONS,
    "reports/shelf.py": lambda language: language in shelf.LANGUAGES,
    "interop/titles.py": lambda language: language in titles.LANGUAGES,
    "xlsforms/columns.py": lambda language: language in columns.LANGUAGES,
}
"""Where a language is written down, and whether it is, in the order in which it is added."""


def lacking(language: str) -> Iterator[str]:
    """The places that do not know the language, and the texts that it has not."""
    for place, knows in WORDS.items():
        try:
            is_known = knows(language)
        except KeyError:
            is_known = False
        if not is_known:
            yield place
    for section in gathered("REPORT_SECTIONS"):
        if not (section.narratives / f"{section.key}.{language}.txt").is_file():
            yield f"{section.key}.{language}.txt"


@pytest.mark.parametrize("language", CODES)
def test_language_lacks_nothing(language: str) -> None:
    assert list(lacking(language)) == []


def test_a_new_language_is_told_what_it_lacks() -> None:
    told = list(lacking("lt"))

    assert told[: len(WORDS)] == list(WORDS)
    assert len(told) == len(WORDS) + len(gathered("REPORT_SECTIONS"))
