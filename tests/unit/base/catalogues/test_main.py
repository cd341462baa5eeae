"""The catalogues' own command line."""

from pathlib import Path

import pytest

from gaisma.base.catalogues import __main__ as command_line
from gaisma.base.catalogues import files

here = pytest.mark.usefixtures("inside")


@pytest.fixture
def inside(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the command line work on the small package."""
    monkeypatch.setattr(files, "PACKAGE", root)
    for function in (files.extract_all, files.compile_outdated, command_line.checks.problems):
        monkeypatch.setattr(function, "__defaults__", (root,))


@here
def test_extract_names_the_files_that_it_changed(capsys: pytest.CaptureFixture[str]) -> None:
    status = command_line.main(["extract"])

    assert status == 0
    assert "Updated home/locale/lv/LC_MESSAGES/django.po\n" in capsys.readouterr().out


@here
def test_compile_names_the_files_that_it_made(capsys: pytest.CaptureFixture[str]) -> None:
    command_line.main(["extract"])

    status = command_line.main([])

    assert status == 0
    assert "Compiled home/locale/ru/LC_MESSAGES/django.mo\n" in capsys.readouterr().out


@here
def test_check_with_problems_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["check"]) == 1
    assert "not translated" in capsys.readouterr().err


@here
def test_check_without_messages_succeeds(root: Path) -> None:
    (root / "home" / "views.py").write_text("", encoding="utf-8")

    assert command_line.main(["check"]) == 0


def test_unknown_word_is_refused_with_advice(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["compress"]) == 2
    assert "extract, check" in capsys.readouterr().err
