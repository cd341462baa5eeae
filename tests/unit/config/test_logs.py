"""The log says what went on and never whom it is about."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from gaisma.base.access import open_to_everyone
from gaisma.base.logs import Line
from gaisma.base.models import User
from gaisma.config import logs, urls
from gaisma.config.environment import UnableToReadSetting

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

CODE = "010190-12345"


@open_to_everyone
def fail(request: HttpRequest, token: str) -> HttpResponse:
    raise ValueError(f"Key (personal_code)=({CODE}) already exists")


urlpatterns = [*urls.urlpatterns, path("fail/<str:token>/", fail)]
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture(params=[True, False], ids=["json", "text"])
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What is written as an installation would, from the level INFO."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Line(as_json=request.param))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def lines(written: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in written.getvalue().splitlines() if line.startswith("{")]


def test_request_is_one_line_with_account_and_number(
    written: io.StringIO, client: Client, head: User
) -> None:
    client.force_login(head)

    answer = client.get("/institutions/?q=Elza+Kalniņa")

    said = written.getvalue()
    assert said.count("request_finished") == 1
    assert answer.headers["X-Request-ID"] in said
    for line in lines(written):
        assert line["request"] == "GET /institutions/"
        assert (line["user_id"], line["code"]) == (head.pk, answer.status_code)


@pytest.mark.parametrize(
    "address", ["/institutions/?q=Elza+Kalniņa", "/nowhere/Elza/", "/fail/secret-token/"]
)
def test_no_name_address_or_code_is_written(
    written: io.StringIO, client: Client, head: User, address: str
) -> None:
    head.email = "anna@example.lv"
    head.full_name = "Anna Bērziņa"
    head.save()
    client.force_login(head)
    client.raise_request_exception = False

    client.get(address, headers={"user-agent": "Elza's own browser"})
    client.post("/sign-in/", {"login": "anna@example.lv", "password": "ziedi un rasa 7"})

    said = written.getvalue()
    assert said
    for secret in ("Elza", "Anna", "anna@", "head", "secret-token", CODE, "ziedi"):
        assert secret not in said


def test_failure_says_what_kind_and_where(written: io.StringIO, client: Client) -> None:
    client.raise_request_exception = False

    client.get("/fail/secret-token/")

    said = written.getvalue()
    assert "ValueError" in said
    assert "test_logs.py" in said
    assert "GET /fail/<str:token>/" in said


def test_page_of_a_failure_shows_the_number_under_which_it_is_found(
    written: io.StringIO, client: Client
) -> None:
    client.raise_request_exception = False

    answer = client.get("/fail/secret-token/")

    number = answer.headers["X-Request-ID"]
    assert number in answer.content.decode()
    assert number in written.getvalue()


def test_unknown_format_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAISMA_LOG_FORMAT", "xml")

    with pytest.raises(UnableToReadSetting, match="write one of text, json"):
        logs.settings()


@pytest.mark.parametrize("name", logs.SILENT)
def test_who_would_say_too_much_is_silent(name: str) -> None:
    assert logs.settings()["loggers"][name]["level"] == "CRITICAL"
