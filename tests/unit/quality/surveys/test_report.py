"""The text about surveys that ships says, in every language, every figure that was published."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import gaisma.sample
from gaisma.base.registry import gathered
from gaisma.evidence.reports import tokens
from gaisma.evidence.reports.tokens import FigureToken
from gaisma.quality.surveys.report import WELLBEING

PUBLISHED = Path(gaisma.sample.__file__).parent / "published.csv"


def published() -> list[tuple[str, str]]:
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"].startswith("surveys.")]
    return [(row["indicator"], row["filters"]) for row in rows]


def said(language: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    indicators = gathered("INDICATORS")
    known = {one.key: (*one.by, *one.filters, *one.parameters) for one in indicators}
    for block in tokens.parsed(WELLBEING.narrative(language), indicators=known):
        for piece in block.pieces:
            if isinstance(piece, FigureToken):
                filters = {name: text for name, text in piece.filters.items() if name != "at"}
                yield piece.indicator, filters


@pytest.mark.parametrize("language", ["lv", "en", "ru"])
def test_text_says_what_was_published(language: str) -> None:
    found = list(said(language))

    rows = published()
    assert len(rows) > 20
    for indicator, filters in rows:
        wanted = dict(pair.split("=", 1) for pair in filters.split(";"))
        # The text names the latest survey of wellbeing, which in the demo is the published one.
        wanted["survey"] = "latest:wellbeing"
        assert (indicator, wanted) in found
