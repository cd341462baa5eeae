import pytest
from django.db import DatabaseError
from django.test import Client

from gaisma.base import health, readiness
from gaisma.base.health import Check
from tests.pages import Town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/health/", "/health/ready"])
def test_ready_names_the_parts_that_work(client: Client, town: Town, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert {"record", "migrations", "lake"} <= set(answer.json()["parts"])


def test_ready_says_that_the_record_is_older_than_the_program(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "_wanted", lambda: {("base", "9999_to_come")})

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["parts"]["migrations"] == "failing"


def test_ready_says_that_a_file_of_the_lake_is_missing(
    client: Client, town: Town, settings: object
) -> None:
    from gaisma.evidence.lake import files, queries

    version = queries.latest()
    assert version is not None
    next(iter(queries.paths(version).values()))[0].unlink()

    answer = client.get("/health/ready")

    assert files.folder().exists()
    assert answer.status_code == 503
    assert answer.json()["parts"]["lake"] == "failing"


def test_part_that_raises_does_not_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> bool:
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "gathered", lambda name: (Check("broken", broken),))

    assert health.parts()["broken"] is False


def test_live_asks_nothing_of_the_record(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "parts", lambda: pytest.fail("it was asked"))

    assert client.get("/health/live").json() == {"status": "ok"}


def test_health_tells_nobody_what_went_wrong(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_record", lambda: 1 / 0)

    assert "division" not in client.get("/health/").content.decode()
