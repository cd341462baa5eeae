"""`gaisma init`: what is asked, what is given, what is refused."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import load_command_class
from django.db import connections
from pytest_django import Settings

from gaisma.base.models import Installation, SchoolYear, User

pytestmark = pytest.mark.django_db

GIVEN = ("--authority", "Pārvalde", "--municipality", "Rēzekne", "--administrator", "anna")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.GAISMA_HOME = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def connection_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command closes its connections at its end; the test still looks."""
    monkeypatch.setattr(connections, "close_all", lambda: None)


class Terminal(io.StringIO):
    """Standard input where somebody sits."""

    def isatty(self) -> bool:
        return True


def run(*words: str) -> int:
    try:
        load_command_class("gaisma.base", "init").run_from_argv(["gaisma", "init", *words])
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def typed(monkeypatch: pytest.MonkeyPatch, *answers: str, password: str = "") -> None:
    left: Iterator[str] = iter(answers)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: next(left))
    monkeypatch.setattr("getpass.getpass", lambda question: password)


def test_init_with_options_makes_up_a_password_and_shows_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())

    status = run(*GIVEN, "--json")

    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert User.objects.get(username="anna").check_password(answer["password"])


def test_init_takes_the_password_from_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ziedi un rasa 7\n"))

    run(*GIVEN, "--password-stdin", "--language", "en")

    assert User.objects.get().check_password("ziedi un rasa 7")
    assert "ziedi" not in capsys.readouterr().out


def test_init_takes_thresholds_and_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())

    run(*GIVEN, "--smallest-group", "8", "--retention", "enrolment=10", "--languages", "en,lv",
        "--school-year", "2025/2026")  # fmt: skip

    installation = Installation.current()
    assert (installation.smallest_group, installation.retention) == (8, {"enrolment": 10})
    assert (installation.language, SchoolYear.objects.get().name) == ("en", "2025/2026")


def test_init_asks_for_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "Pārvalde", "Rēzekne", "", "anna", "Anna Ozola", password="ziedi un rasa 7")

    assert run() == 0

    administrator = User.objects.get()
    assert str(administrator) == "Anna Ozola"
    assert administrator.check_password("ziedi un rasa 7")
    assert Installation.current().municipality == "Rēzekne"


def test_init_asks_again_when_nothing_was_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "", "Pārvalde", "Rēzekne", "2023/2024", "anna", "")

    assert run() == 0
    assert str(Installation.current().authority) == "Pārvalde"
    assert SchoolYear.objects.get().name == "2023/2024"


@pytest.mark.parametrize("missing", range(0, 6, 2))
def test_init_where_nobody_can_answer_names_the_missing_option(
    missing: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    words = GIVEN[:missing] + GIVEN[missing + 2 :]

    status = run(*words, "--language", "en")

    assert status == 2
    assert GIVEN[missing] in capsys.readouterr().err
    assert not Installation.objects.exists()


@pytest.mark.parametrize("wrong", ["marks", "=3", "marks=long"])
def test_init_refuses_retention_that_cannot_be_read(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(*GIVEN, "--retention", wrong, "--json")

    assert status == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "bad_usage"


def test_init_the_second_time_is_refused_before_anything_is_asked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    run(*GIVEN)
    typed(monkeypatch)

    status = run("--language", "en")

    assert status == 2
    assert "Rēzekne" in capsys.readouterr().err
