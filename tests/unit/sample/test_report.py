"""The demo's report is built once for a state."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from gaisma.sample import plan, report


class Builds:
    """Stands in for the command that builds the report."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.fails = False

    def __call__(self, *words: str, **options: Any) -> None:
        self.calls.append(words)
        if self.fails:
            raise KeyboardInterrupt
        for file in report.files():
            file.write_text("built")


@pytest.fixture
def builds(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Builds:
    settings.GAISMA_HOME = tmp_path
    monkeypatch.setattr(report, "_program", lambda: "program")
    builds = Builds()
    monkeypatch.setattr(report, "call_command", builds)
    return builds


def test_report_is_built_for_the_years_and_day_of_the_demo(builds: Builds) -> None:
    assert report.ensure(3)

    (words,) = builds.calls
    assert words[:3] == ("report", "build", "readiness")
    assert words[3:7] == ("--school-year", "2024/2025", "--as-of", "2024-08-20")
    assert words[7:9] == ("--lake-version", "3")


def test_report_is_of_the_day_of_the_demo(builds: Builds) -> None:
    report.ensure(3)

    built = {datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) for path in report.files()}
    assert {moment.date() for moment in built} == {plan.TODAY}


def test_report_is_not_built_again_for_the_same_state(builds: Builds) -> None:
    report.ensure(3)

    assert not report.ensure(3)
    assert len(builds.calls) == 1


def test_report_is_built_again_for_another_version(builds: Builds) -> None:
    report.ensure(3)

    assert report.ensure(4)


def test_report_is_built_again_by_another_program(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    report.ensure(3)
    monkeypatch.setattr(report, "_program", lambda: "newer program")

    assert report.ensure(3)


def test_report_is_built_again_when_a_file_is_gone(builds: Builds) -> None:
    report.ensure(3)
    report.files()[1].unlink()

    assert report.ensure(3)


def test_report_is_built_again_after_it_was_stopped(builds: Builds) -> None:
    report.ensure(3)
    builds.fails = True
    with pytest.raises(KeyboardInterrupt):
        report.ensure(4)
    builds.fails = False

    assert report.ensure(3)


def test_report_files_are_named_by_year_and_language(builds: Builds) -> None:
    names = [file.name for file in report.files()]

    endings = (".html", ".docx", ".pdf", "-origins.pdf", "-origins.xlsx")
    assert names == [f"readiness-2024-2025-lv{ending}" for ending in endings]


@pytest.mark.parametrize("name", ["module.py", "narrative.lv.txt", "reference.docx", "django.po"])
def test_report_state_tells_programs_apart(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PACKAGE", tmp_path)
    (tmp_path / name).write_text("one")
    before = report._program()
    (tmp_path / name).write_text("another")

    assert report._program() != before


def test_report_state_tells_writers_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    before = report._program()
    monkeypatch.setattr(report, "version", lambda name: f"another {name}")

    assert report._program() != before
