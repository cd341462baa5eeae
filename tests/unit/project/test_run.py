"""The run of all tests: its parts, what they need, what comes of them."""

import os
from pathlib import Path

import pytest

from tests import programs, run
from tests.programs import Program
from tests.run import FAILED, LEFT_OUT, PASSED, Outcome, Part

MISSING = Program("Nothing", "nothing-package", lambda: None)


def outcomes(*answers: str) -> list[Outcome]:
    return [Outcome(Part("part", (), MISSING), answer) for answer in answers]


@pytest.mark.parametrize(
    ("answers", "complete", "expected"),
    [
        ((PASSED, PASSED), False, 0),
        ((PASSED, PASSED), True, 0),
        ((PASSED, LEFT_OUT), False, 0),
        ((PASSED, LEFT_OUT), True, 1),
        ((PASSED, FAILED), False, 1),
        ((FAILED, LEFT_OUT), True, 1),
    ],
)
def test_status_of_outcomes(answers: tuple[str, ...], complete: bool, expected: int) -> None:
    assert run.status(outcomes(*answers), complete=complete) == expected


def test_outcome_left_out_names_what_is_missing() -> None:
    (outcome,) = outcomes(LEFT_OUT)

    assert "Nothing is missing: install nothing-package" in str(outcome)


def test_outcome_that_passed_names_nothing_missing() -> None:
    (outcome,) = outcomes(PASSED)

    assert "missing" not in str(outcome)


def test_main_without_the_program_leaves_the_part_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "PARTS", (Part("part", (), MISSING),))
    monkeypatch.setattr(programs, "can_install", lambda: False)

    assert run.main([]) == 0
    assert run.main(["--complete"]) == 1
    assert capsys.readouterr().out.count("LEFT OUT") == 2


def test_main_runs_the_part_with_the_arguments_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "test_it.py").write_text("def test_one(): ...\n\ndef test_two(): assert 0\n")
    monkeypatch.setattr(run, "PARTS", (Part("part", ("-c", os.devnull)),))

    passed = run.main([str(tmp_path), "-k", "one"])
    failed = run.main([str(tmp_path)])

    assert (passed, failed) == (0, 1)
    assert "1 failed, 1 passed" in capfd.readouterr().out


def test_environment_of_a_part_lacks_the_caller_s_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GAISMA_HOME", "elsewhere")

    environment = run._environment()

    assert "GAISMA_HOME" not in environment
    assert environment["SPARK_LOCAL_IP"] == "127.0.0.1"


def test_provide_installs_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    late = Program("Late", "late", lambda: Path("late") if installed else None)
    there = Program("There", "there", lambda: Path("there"))
    monkeypatch.setattr(programs, "can_install", lambda: True)
    monkeypatch.setattr(programs, "install", installed.extend)

    found = programs.provide([late, there])

    assert found == {"Late": Path("late"), "There": Path("there")}
    assert installed == ["late"]


def test_provide_where_nothing_can_be_installed_gives_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(programs, "can_install", lambda: False)

    assert programs.provide([MISSING]) == {"Nothing": None}


@pytest.mark.parametrize(
    ("user", "program", "expected"),
    [(0, "apt-get", True), (0, None, False), (1000, "apt-get", False)],
)
def test_can_install_on_debian_as_root(
    monkeypatch: pytest.MonkeyPatch, user: int, program: str | None, expected: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(programs.shutil, "which", lambda name: program)

    assert programs.can_install() is expected


def test_postgresql_is_the_newest_of_its_folders(tmp_path: Path) -> None:
    for version in ("9", "15", "17"):
        place = tmp_path / version / "bin"
        place.mkdir(parents=True)
        (place / "initdb").touch()

    assert programs.postgresql(str(tmp_path)) == tmp_path / "17" / "bin"


def test_postgresql_of_the_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path / "initdb", "")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert programs.postgresql(str(tmp_path / "none")) == tmp_path


@pytest.mark.parametrize(("version", "found"), [("21.0.2", True), ("17", True), ("11.0.22", False)])
def test_java_is_new_enough_for_spark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, found: bool
) -> None:
    _program(tmp_path / "java", f"echo 'openjdk version \"{version}\"' >&2")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    assert programs.java() == (tmp_path / "java" if found else None)


def test_programs_of_an_empty_path_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    assert programs.java() is None
    assert programs.chromium() is None
    assert programs.postgresql(str(tmp_path)) is None


def _program(file: Path, body: str) -> None:
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)
