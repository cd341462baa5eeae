"""The readiness report says everything of this part that a city has published."""

import csv
from pathlib import Path

import pytest

import gaisma.sample
from gaisma.analytics.dimensions import DIMENSIONS

PUBLISHED = Path(gaisma.sample.__file__).parent / "published.csv"
ALLOWED_MORE = {"institution_kind", "compared_with"}
"""Filters that may narrow a question whose breakdown names the institution anyway."""


def rows():
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["area"] == "foundation"]


def in_codes(filters):
    pairs = (pair.split("=", 1) for pair in filters.split(";"))
    return {name: code(name, value) for name, value in pairs}


def code(name, value):
    vocabulary = DIMENSIONS[name].vocabulary if name in DIMENSIONS else None
    return vocabulary.code_of(value) if vocabulary else value


def says(figure, indicator, wanted):
    """Whether the figure, or another of its breakdown, is the one that was published."""
    if figure.indicator != indicator:
        return False
    given = dict(figure.filters)
    for name, value in wanted.items():
        if name in figure.by or (name == "institution" and name in given):
            given.pop(name, None)
        elif given.pop(name, None) != value:
            return False
    return set(given) <= (ALLOWED_MORE if "institution" in wanted else {"compared_with"})


@pytest.fixture(scope="module")
def figures():
    from datetime import date

    from gaisma.base.registry import gathered
    from gaisma.evidence.reports import builder
    from gaisma.evidence.reports.asking import Asker
    from gaisma.evidence.reports.editions import Edition
    from tests.unit.evidence.reports import invented

    day = date(2024, 8, 20)
    edition = Edition(
        gathered("REPORTS")["readiness"], "lv", "2024/2025", day, "", "", invented.PLACES
    )
    indicators = {one.key: one for one in gathered("INDICATORS")}
    asker = Asker(invented.answer, indicators, "2024/2025", day, None)
    return builder.built(edition, offered=list(gathered("REPORT_SECTIONS")), asker=asker).figures


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['indicator']} {row['filters']}")
def test_report_says_what_was_published(figures, row):
    wanted = in_codes(row["filters"])

    assert any(says(figure, row["indicator"], wanted) for figure in figures)
