import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from gaisma.base import health, readiness
from gaisma.base.health import Check
from tests.pages import Town

pytestmark = pytest.mark.django_db
NEEDED = ("record", "migrations", "keys", "writing", "files", "lake")
WATCHED = ("disk", "worker", "mail", "backup")


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    # What another test found holds for it alone.
    health.forget()
    yield
    health.forget()


@pytest.mark.parametrize("address", ["/health/", "/health/ready"])
def test_ready_names_the_parts_that_work(client: Client, town: Town, address: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 200
    parts = answer.json()["parts"]
    assert set(parts) >= {*NEEDED, *WATCHED}
    assert {parts[key] for key in NEEDED} == {"ok"}


def test_ready_says_that_somebody_has_to_look_after_a_part(client: Client, town: Town) -> None:
    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert answer.json()["status"] == "attention"
    assert answer.json()["parts"]["worker"] == "failing"


@pytest.mark.parametrize("broken", NEEDED)
def test_ready_says_that_people_cannot_work(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    works = health._works
    monkeypatch.setattr(health, "_works", lambda check: check.key != broken and works(check))

    answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["status"] == "failing"
    assert answer.json()["parts"][broken] == "failing"


def test_ready_says_that_nothing_can_be_written_into_the_home(
    client: Client, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    assert client.get("/health/ready").json()["parts"]["writing"] == "failing"


def test_ready_says_that_nothing_can_be_written_into_the_record(client: Client, town: Town) -> None:
    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE"):
            raise OperationalError("attempt to write a readonly database")
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        answer = client.get("/health/ready")

    assert answer.status_code == 503
    assert answer.json()["parts"]["writing"] == "failing"


def test_trial_of_writing_leaves_nothing_behind(town: Town, settings: Any) -> None:
    before = set(settings.GAISMA_HOME.iterdir())

    assert health.found().parts["writing"]

    assert set(settings.GAISMA_HOME.iterdir()) == before


def test_what_was_found_holds_for_some_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[None] = []
    slow = Check("slow", lambda: asked.append(None) is None, holds_for=60)
    monkeypatch.setattr(health, "gathered", lambda name: (slow,))

    assert health.found().parts["slow"]
    assert health.found().parts["slow"]

    assert len(asked) == 1


def test_ready_says_that_a_file_of_the_lake_is_cut_short(client: Client, town: Town) -> None:
    from gaisma.evidence.lake import queries

    version = queries.latest()
    assert version is not None
    file = next(iter(queries.paths(version).values()))[0]
    file.write_bytes(file.read_bytes()[:-8])

    assert client.get("/health/ready").json()["parts"]["lake"] == "failing"


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

    assert health.found().parts["broken"] is False


def test_live_asks_nothing_of_the_record(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "found", lambda: pytest.fail("it was asked"))

    assert client.get("/health/live").json() == {"status": "ok"}


def test_health_tells_nobody_what_went_wrong(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "_record", lambda: 1 / 0)

    assert "division" not in client.get("/health/").content.decode()
