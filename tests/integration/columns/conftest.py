"""A record in which every column of every table says something."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests import factories
from tests.integration.columns import rows


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def places(installation: object, tmp_path: Path, settings: Any) -> None:
    """What the rows refer to and do not bring themselves."""
    settings.GAISMA_HOME = tmp_path
    preschool = factories.preschool(code="PII-04", name="Paraugpils PII “Zīlīte”")
    factories.organisation_identifier(organisation=preschool, scheme=rows.SOURCE, value="i-4")
    factories.organisation(code="C-1")
    factories.organisation(code="C-2")
    factories.site(institution=preschool, name="B korpuss")
    programme = factories.programme(institution=preschool, code="01015611", title="Vispārējā")
    factories.programme_identifier(programme=programme, scheme=rows.SOURCE, value="p-0")
    for name in ("Police", "Fire service"):
        factories.partner_body(name=name)
    exam = factories.assessment(key="exam", school_year=factories.school_year("2023/2024"))
    paper = factories.paper(assessment=exam, code="a", maximum=10, level="optimal", threshold=90)
    for number in (1, 2):
        factories.item(paper=paper, number=number, maximum=5)
        factories.band(paper=paper, code=("low", "high")[number - 1], is_low=number == 1)


@pytest.fixture
def created(places: None) -> None:
    """The row of every table, taken in."""
    _take(rows.CREATED)


@pytest.fixture
def changed(created: None) -> None:
    """The same rows, taken in again with every value changed."""
    _take(rows.CHANGED)


def _take(which: int) -> None:
    outcome = rows.take(which)
    assert outcome.problems == []
    counts = outcome.changed if which else outcome.created
    assert {kind: counts[kind] for kind in rows.VALUES} == dict.fromkeys(rows.VALUES, 1)
