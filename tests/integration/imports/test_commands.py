"""`gaisma import` and `gaisma export`: answers, exit statuses, JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import ManagementUtility
from django.db import connections

from gaisma.evidence.interop.models import Import
from gaisma.record.people.models import Person
from tests.integration.imports.conftest import HEADERS, written
from tests.integration.imports.test_tables import GOOD

pytestmark = pytest.mark.django_db
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, city: object) -> Run:
    """Runs `gaisma` with words and gives exit status, what was printed, and what was told."""
    # A command closes its connections when it ends; the test's transaction must outlive it.
    monkeypatch.setattr(connections, "close_all", lambda: None)

    def ran(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = 0
        try:
            ManagementUtility(["gaisma", *map(str, words)]).execute()
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return ran


@pytest.fixture
def learners(tmp_path: Path) -> Path:
    return written(tmp_path / "learners.csv", HEADERS["learners"], [GOOD["learners"]])


def test_import_table_prints_the_json_of_the_specification(run: Run, learners: Path) -> None:
    status, out, err = run("import", "table", "learners", learners, "--json")

    answer = json.loads(out)
    assert status == 0
    assert set(answer) == {
        "id",
        "status",
        "problems",
        "problems_total",
        "notes",
        "decisions",
        "created",
        "changed",
        "ended",
        "unchanged",
    }
    assert answer["id"] == Import.objects.get().pk
    assert answer["created"] == {"learners": 1}
    assert "learners.csv" in err


def test_import_of_a_bad_table_leaves_with_1(run: Run, tmp_path: Path) -> None:
    line = GOOD["learners"].replace("PII-04", "PII-99")
    path = written(tmp_path / "learners.csv", HEADERS["learners"], [line])

    status, out, _err = run("import", "table", "learners", path, "--json", "--language", "en")

    problem = json.loads(out)["problems"][0]
    assert status == 1
    assert set(problem) == {"file", "row", "column", "value", "message"}
    assert (problem["row"], problem["column"], problem["value"]) == (2, "institution", "PII-99")


def test_import_without_json_tells_in_latvian(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "learners.csv", "a,b", ["1,2"])

    status, out, err = run("import", "table", "learners", path)

    assert (status, out) == (1, "")
    assert "1. rinda" in err
    assert "Nekas nav ievadīts" in err


def test_import_dry_run_takes_nothing(run: Run, learners: Path) -> None:
    status, out, _err = run("import", "table", "learners", learners, "--dry-run", "--json")

    assert (status, json.loads(out)["status"]) == (0, "taken")
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("import", "table", "castles", "x.csv"),
        ("import", "table", "learners", "nowhere.csv"),
        ("import", "table", "learners"),
        ("import", "undo", "77"),
        ("import", "template", "learners", "out.pdf"),
        ("import", "template", "learners", "nowhere/out.xlsx"),
        ("import", "oneroster", "nowhere.zip"),
        ("export", "table", "castles", "out.xlsx"),
        ("import", "table", "learners", ".", "--map", "x"),
        ("import", "table", "learners", ".", "--map", "x=y"),
    ],
)
def test_bad_usage_leaves_with_2_and_an_error(run: Run, words: tuple[str, ...]) -> None:
    status, out, _err = run(*words, "--json")

    assert status == 2
    assert set(json.loads(out)["error"]) == {"code", "message", "choices"}


def test_import_undo_and_undo_refused(run: Run, learners: Path, tmp_path: Path) -> None:
    run("import", "table", "learners", learners)
    first = Import.objects.get().pk
    later = written(tmp_path / "later.csv", HEADERS["learners"], [GOOD["learners"] + "2025-01-31"])
    run("import", "table", "learners", later)

    status, out, _err = run("import", "undo", first, "--json")
    assert (status, json.loads(out)["status"]) == (1, "refused")

    status, out, _err = run("import", "undo", first + 1, "--json")
    assert (status, json.loads(out)["status"]) == (0, "undone")
    assert run("import", "undo", first)[0] == 0
    assert not Person.objects.exists()


def test_template_and_export_are_written(run: Run, learners: Path, tmp_path: Path) -> None:
    run("import", "table", "learners", learners)
    template, export = tmp_path / "template.xlsx", tmp_path / "export.xlsx"

    assert run("import", "template", "learners", template)[0] == 0
    status, out, _err = run("export", "table", "learners", export, "--json")

    assert template.exists()
    assert (status, json.loads(out)["rows"]) == (0, 1)
    answer: dict[str, Any] = json.loads(run("import", "table", "learners", export, "--json")[1])
    assert answer["unchanged"] == {"learners": 1}


@pytest.mark.parametrize(
    "words",
    [
        ("import", "table", "castles", "nowhere.csv"),
        ("import", "template", "castles", "out.xlsx"),
        ("export", "table", "castles", "out.xlsx"),
    ],
)
def test_unknown_table_is_refused_with_the_known_ones(run: Run, words: tuple[str, ...]) -> None:
    status, out, _err = run(*words, "--json", "--language", "ru")

    error = json.loads(out)["error"]
    assert (status, error["code"]) == (2, "unknown_table")
    assert "vacancies" in error["choices"]
    assert "Таблицы «castles» нет" in error["message"]
