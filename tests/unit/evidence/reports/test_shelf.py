"""Who may read which files: of a report that is approved those alone that were built since."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gaisma.evidence.reports import shelf
from gaisma.evidence.reports.models import PINNED, STATES, Report
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
STEM = "readiness-2024-2025-lv"
BEFORE, SINCE = NOW - timedelta(seconds=1), NOW


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.GAISMA_HOME = tmp_path


def built(at: Any, *, folder: Path | None = None) -> None:
    shelf.write({"pdf": b"%PDF"}, folder=folder or shelf.folder(), stem=STEM, at=at)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("at", [BEFORE, SINCE])
def test_file_is_read_by_all_when_it_was_built_since_the_approval(state: str, at: Any) -> None:
    report: Report = factories.report(state=state)
    built(at)

    is_open = state in PINNED and at == SINCE
    assert [one.key for one in shelf.reports()] == ([STEM] if is_open else [])
    assert (shelf.report(STEM) is not None) is is_open
    assert (shelf.file(STEM, "pdf") is not None) is is_open
    assert [one.key for one in shelf.built(report)] == ([STEM] if is_open else [])
    assert (shelf.file_of(report, "lv", "pdf") is not None) is is_open


@pytest.mark.parametrize("state", STATES)
def test_drafts_are_the_files_of_a_report_until_its_approval_and_are_read_by_nobody_else(
    state: str,
) -> None:
    report: Report = factories.report(state=state)
    built(SINCE, folder=shelf.drafts())

    assert shelf.reports() == ()
    assert shelf.file(STEM, "pdf") is None
    own = shelf.file_of(report, "lv", "pdf")
    assert own == (None if state in PINNED else shelf.drafts() / f"{STEM}.pdf")


def test_file_of_a_report_that_the_record_does_not_know_is_read_by_all() -> None:
    built(BEFORE)

    assert [one.key for one in shelf.reports()] == [STEM]
