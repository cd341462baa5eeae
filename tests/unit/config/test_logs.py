"""The log says what went on and never whom it is about."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from ninja.errors import Throttled

from gaisma.base import logs as base_logs
from gaisma.base import security
from gaisma.base.access import open_to_everyone
from gaisma.base.logs import Line
from gaisma.base.models import User
from gaisma.config import logs, urls
from gaisma.config.environment import UnableToReadSetting
from gaisma.workplace.api import service
from tests.unit.project import tree

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

CODE = "010190-12345"


@open_to_everyone
def fail(request: HttpRequest, token: str) -> HttpResponse:
    raise ValueError(f"Key (personal_code)=({CODE}) already exists")


urlpatterns = [*urls.urlpatterns, path("fail/<str:token>/", fail)]
handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


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
    for line in (one for one in lines(written) if one["logger"] != security.LOGGER):
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


def test_line_stays_one_line_whatever_a_value_holds(
    written: io.StringIO,
) -> None:
    forged = "x\r\n2024-08-20 info gaisma signed_in\u2028\x1b[2J\x85"

    logging.getLogger("gaisma.test").warning("event %s", forged, extra={"name_of": forged})

    said = written.getvalue()
    assert len(said.splitlines()) == 1
    assert "\x1b" not in said


def test_text_that_was_not_escaped_broke_the_line(
    written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened twin: as text, a line break begins a line of somebody else's."""
    monkeypatch.setattr(base_logs, "_in_one_line", lambda text: text)

    logging.getLogger("gaisma.test").warning("event %s", "x\ny")

    is_json = written.getvalue().startswith("{")
    assert len(written.getvalue().splitlines()) == (1 if is_json else 2)


def signed_in(client: Client, head: User) -> None:
    head.set_password("ziedi un rasa 7")
    head.save()
    client.post("/sign-in/", {"login": "head", "password": "ziedi un rasa 7"})


def signed_out(client: Client, head: User) -> None:
    client.force_login(head)
    client.post("/sign-out/")


def failed(client: Client, head: User, times: int = 1) -> None:
    for _time in range(times):
        client.post("/sign-in/", {"login": "head", "password": "Anna"})


def refused(client: Client, head: User) -> None:
    client.force_login(head)
    client.get("/administration/")


def forged_form(client: Client, head: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.post("/sign-in/", {"login": "head"})


EVENTS: dict[str, Callable[[Client, User], Any]] = {
    security.SIGNED_IN: signed_in,
    security.SIGNED_OUT: signed_out,
    security.SIGN_IN_FAILED: failed,
    security.LOCKED_OUT: lambda client, head: failed(client, head, 6),
    security.NOT_PERMITTED: refused,
    security.NOT_SIGNED_IN: lambda client, _head: client.get("/api/v1/institutions"),
    security.FORGED_FORM: forged_form,
    security.FORGED_LINK: lambda client, _head: client.get(
        reverse("accounts:accept", args=["x:y:z"])
    ),
    security.TOO_MANY: lambda client, _head: service.too_much(HttpRequest(), Throttled(wait=5)),
}
"""How each event of safety comes about."""


@pytest.mark.parametrize("event", security.EVENTS)
def test_what_concerns_safety_is_written_and_names_nobody(
    written: io.StringIO, client: Client, head: User, event: str
) -> None:
    head.full_name = "Anna Bērziņa"
    head.save()

    EVENTS[event](client, head)

    said = [line for line in written.getvalue().splitlines() if event in line]
    assert said
    assert not [line for line in said if "Anna" in line or "ziedi" in line]
    if event in (security.SIGNED_IN, security.SIGNED_OUT, security.NOT_PERMITTED):
        assert re.search(rf"user_id\W+{head.pk}\b", said[0])


def test_what_concerns_safety_is_written_at_every_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAISMA_LOG_LEVEL", "ERROR")

    assert logs.settings()["loggers"][security.LOGGER]["level"] == "INFO"


def test_guide_names_every_event() -> None:
    guide = (tree.PROJECT / "docs/operate.md").read_text(encoding="utf-8")

    assert [event for event in security.EVENTS if f"`{event}`" not in guide] == []


@pytest.mark.parametrize("name", logs.SILENT)
def test_who_would_say_too_much_is_silent(name: str) -> None:
    assert logs.settings()["loggers"][name]["level"] == "CRITICAL"
