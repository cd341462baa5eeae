import json
from typing import Any

import pytest

from gaisma.base.commands import Command
from gaisma.base.errors import GaismaError


class Greet(Command):
    help = "Greet."
    needs_record = False

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("name")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["name"] == "nobody":
            raise GaismaError("Name somebody.", code="nobody", choices=["Anna"])
        self.print_json({"greeting": f"Sveika, {options['name']}"})


def run(*argv: str) -> int:
    with pytest.raises(SystemExit) as ended:
        Greet().run_from_argv(["gaisma", "greet", *argv])
    return int(ended.value.code or 0)


def test_command_prints_json_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    Greet().run_from_argv(["gaisma", "greet", "Ņina"])

    assert "Sveika, Ņina" in capsys.readouterr().out


def test_command_refusal_is_one_sentence_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    status = run("nobody")

    out, err = capsys.readouterr()
    assert (status, out, err) == (2, "", "Name somebody.\n")


def test_command_refusal_with_json_is_an_object(capsys: pytest.CaptureFixture[str]) -> None:
    status = run("nobody", "--json")

    answer = json.loads(capsys.readouterr().out)
    assert status == 2
    assert answer == {"error": {"code": "nobody", "message": "Name somebody.", "choices": ["Anna"]}}


@pytest.mark.parametrize("words", [(), ("Anna", "Berta"), ("Anna", "--loud")])
def test_command_bad_usage_with_json_is_an_object(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(*words, "--json")

    error = json.loads(capsys.readouterr().out)["error"]
    assert status == 2
    assert error["code"] == "bad_usage"
    assert "gaisma greet" in error["message"]


def test_command_offers_none_of_djangos_options() -> None:
    usage = Greet().create_parser("gaisma", "greet").format_help()

    assert "--language" in usage
    assert "--pythonpath" not in usage
