"""The chapter on monitoring: in its order, and with figures alone for numbers."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

import gaisma.sample
from gaisma.base.registry import gathered
from gaisma.evidence.reports import tokens
from gaisma.evidence.reports.sections import ReportSection
from gaisma.evidence.reports.tokens import FigureToken
from gaisma.quality.selfevaluation import report
from tests import factories
from tests.printed import lines

PUBLISHED = Path(gaisma.sample.__file__).parent / "published.csv"
LANGUAGES = ("lv", "en", "ru")
GRADES = re.compile(r"5[–.]+12|3[–.]+4")
"""Classes are called by their numbers; nothing else is."""


def pieces(section: ReportSection, language: str) -> Iterator[tokens.Piece]:
    indicators = gathered("INDICATORS")
    known = {one.key: (*one.by, *one.filters, *one.parameters) for one in indicators}
    for block in tokens.parsed(section.narrative(language), indicators=known):
        yield from block.pieces


def said(section: ReportSection, language: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for piece in pieces(section, language):
        if isinstance(piece, FigureToken):
            filters = {name: text for name, text in piece.filters.items() if name != "at"}
            yield piece.indicator, filters


def published() -> list[tuple[str, dict[str, str]]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["indicator"] in ("evaluations.count", "appraisals.count")
        ]
    return [
        (row["indicator"], dict(pair.split("=", 1) for pair in row["filters"].split(";")))
        for row in rows
    ]


def test_chapter_goes_from_data_to_analysis() -> None:
    chapter = [one for one in gathered("REPORT_SECTIONS") if one.chapter == "monitoring"]

    keys = [one.key for one in sorted(chapter, key=lambda one: one.order)]
    data = ("observations.lessons", "surveys.wellbeing", "evaluations.found")
    assert max(map(keys.index, data)) < keys.index("monitoring.analysis")


@pytest.mark.parametrize("language", LANGUAGES)
def test_evaluations_say_what_was_published(language: str) -> None:
    found = list(said(report.EVALUATIONS, language))

    rows = published()
    assert len(rows) == 9
    for row in rows:
        assert row in found


@pytest.mark.parametrize("section", report.SECTIONS, ids=lambda section: section.key)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_the_text_is_a_figure(section: ReportSection, language: str) -> None:
    words = "".join(piece for piece in pieces(section, language) if isinstance(piece, str))

    assert not re.search(r"\d", GRADES.sub("", words))


@pytest.mark.parametrize("section", report.SECTIONS, ids=lambda section: section.key)
def test_every_language_tells_the_same_figures(section: ReportSection) -> None:
    latvian, english, russian = (list(said(section, language)) for language in LANGUAGES)

    assert latvian == english == russian


@pytest.fixture
def judged(installation: object) -> None:
    """Of two institutions that judged themselves alike, one has published it."""
    for name, state in (("Bee", "published"), ("Ant", "signed")):
        days = {"agreed_on": date(2024, 6, 14), "published_on": date(2024, 6, 15)}
        evaluation = factories.signed_evaluation(
            institution=factories.institution(name=name),
            version=factories.framework_version(),
            state=state,
            **(days if state == "published" else {}),
        )
        factories.passage(evaluation=evaluation, about="lessons", level="good")


@pytest.mark.django_db
def test_levels_of_institutions_are_those_that_were_published(judged: None) -> None:
    (line,) = lines(report.EVALUATIONS, "2024/2025", date(2024, 8, 20))

    assert line[1:] == ("–", "–", "Bee", "–")


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2024, 6, 14), date(2024, 9, 2), date(2023, 8, 20)])
def test_levels_are_of_the_year_and_published_by_the_day(judged: None, day: date) -> None:
    assert lines(report.EVALUATIONS, "2024/2025", day) == ()
