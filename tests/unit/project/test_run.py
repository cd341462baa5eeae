"""The run of all tests: its parts, what they need, what comes of them."""

import os
import re
import time
from pathlib import Path

import pytest

from tests import programs, run
from tests.programs import Program
from tests.run import FAILED, LEFT_OUT, OUT_OF_TIME, PASSED, Outcome, Part

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
        ((PASSED, OUT_OF_TIME), False, 1),
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


@pytest.fixture(autouse=True)
def logs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the parts of these tests write, not over the log of the part that runs them."""
    monkeypatch.setattr(run, "LOGS", tmp_path / "logs")
    return tmp_path / "logs"


@pytest.mark.parametrize(
    ("running", "cores", "expected"),
    [
        ((), 2, "large"),
        ((), 1, "large"),
        ((1,), 2, "small"),
        ((1,), 3, "large"),
        ((2,), 2, None),
        ((1, 1), 2, None),
    ],
)
def test_next_part_is_the_first_that_has_cores(
    running: tuple[int, ...], cores: int, expected: str | None
) -> None:
    waiting = [Part("large", (), cores=2), Part("small", (), cores=1)]
    busy = [Part("busy", (), cores=number) for number in running]

    found = run.next_part(waiting, busy, cores)

    assert (found.name if found else None) == expected


def test_every_test_belongs_to_a_part() -> None:
    """A test is marked as at most one of these; what has no mark runs in the first part."""
    selections = {part.name: part.arguments[part.arguments.index("-m") + 1] for part in run.PARTS}

    assert selections == {
        "sqlite": "not spark and not browser and not city",
        "postgresql": "not spark and not browser and not city",
        "city": "city",
        "walk": "walk",
        "browser": "browser and not walk",
        "spark": "spark",
    }


@pytest.mark.parametrize(
    ("path", "marks", "lost"),
    [
        ("tests/functional/doors/test_doors.py", {"city"}, []),
        ("tests/unit/base/test_names.py", {"city", "django_db"}, ["city"]),
        ("tests/functional/test_using.py", {"browser", "walk"}, ["walk"]),
        ("tests/unit/base/test_names.py", {"django_db"}, []),
    ],
)
def test_mark_where_its_part_does_not_look_is_told(
    path: str, marks: set[str], lost: list[str]
) -> None:
    """Each collection asks this of every test, so that none is left out by the place it lies in."""
    assert run.where_not_looked(path, marks) == lost


class Until:
    """As long as it takes until there is a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __gt__(self, seconds: float) -> bool:
        return not self.file.exists()


def test_part_out_of_time_says_so_and_where_it_stood(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str], logs: Path
) -> None:
    begun = tmp_path / "begun"
    endless = f"    pathlib.Path({str(begun)!r}).touch()\n    time.sleep(600)\n"
    (tmp_path / "test_it.py").write_text(f"import pathlib, time\ndef test_endless():\n{endless}")
    monkeypatch.setattr(run, "PARTS", (Part("part", ("-c", os.devnull)),))
    monkeypatch.setattr(run, "LONGEST_SECONDS", Until(begun))

    answer = run.main([str(tmp_path)])

    said = capfd.readouterr().out
    assert answer == 1
    assert re.search(rf"OUT OF TIME +\d+ s  its log: {logs / 'part.log'}", said)
    assert "test_endless" in (logs / "part.log").read_text()
    assert "test_endless" in said


def test_what_a_part_leaves_running_ends_with_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    left = tmp_path / "left"
    lines = f"    pathlib.Path({str(left)!r}).write_text(str(Popen(['sleep', '600']).pid))\n"
    imports = "import pathlib\nfrom subprocess import Popen\n"
    (tmp_path / "test_it.py").write_text(f"{imports}def test_it():\n{lines}")
    monkeypatch.setattr(run, "PARTS", (Part("part", ("-c", os.devnull)),))

    run.main([str(tmp_path)])

    state, last = Path(f"/proc/{left.read_text()}/status"), time.monotonic() + 10
    while (is_left := state.exists() and "zombie" not in state.read_text()) and (
        time.monotonic() < last
    ):
        time.sleep(0.1)
    assert not is_left


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
