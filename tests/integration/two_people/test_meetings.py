"""Two people meet at every lock that there is: the second waits, and goes on from the first."""

import ast
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from gaisma.base.errors import GaismaError
from tests.integration.two_people import of_base_and_evidence, of_record, of_rooms  # noqa: F401
from tests.integration.two_people.meetings import ELSEWHERE, MEETINGS, Act
from tests.integration.two_people.places import places, takes_a_lock
from tests.records import PROJECT

LATEST = 20.0
WAITS = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pid = %s)"


class Other:
    """Somebody else, with a connection of their own."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool
        self.pid = pool.submit(self._pid).result(LATEST)

    def _pid(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])

    def begin(self, act: Act) -> "Future[str]":
        """The other's act, once it waits for us."""
        begun, last = self.pool.submit(_answer, act), monotonic() + LATEST
        while not self.waits():
            assert not begun.done(), f"does not wait, and is answered {begun.result()!r}"
            assert monotonic() < last
            sleep(0.01)
        return begun

    def waits(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(WAITS, [self.pid])
            return bool(cursor.fetchone()[0])


def _answer(act: Act) -> str:
    try:
        act()
    except GaismaError as refusal:
        return refusal.code
    return ""


@pytest.fixture
def other(transactional_db: None) -> Iterator[Other]:
    with ThreadPoolExecutor(1) as pool:
        yield Other(pool)
        # Within the lambda it is the other's own connection.
        pool.submit(lambda: connection.close()).result(LATEST)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one writer at a time by itself"
)
@pytest.mark.parametrize("place", sorted(MEETINGS))
def test_second_waits_for_the_first(other: Other, place: str) -> None:
    scene = MEETINGS[place]()

    with transaction.atomic():
        scene.first()
        begun = other.begin(scene.second)
    answer = begun.result(LATEST)

    assert answer == scene.answer
    assert scene.kept() == scene.expected


def test_two_people_meet_at_every_lock() -> None:
    assert {place.name for place in places()} == set(MEETINGS) | set(ELSEWHERE)
    assert all((PROJECT / file).is_file() for file in ELSEWHERE.values())


def test_lock_is_seen_where_it_is_taken() -> None:
    """The walk itself: it would notice a lock that nobody has declared."""
    taking = ast.parse("def a():\n    return Row.objects.select_for_update().get()\n").body[0]
    raw = ast.parse("def b():\n    cursor.execute(f'LOCK TABLE \"{t}\" IN X MODE')\n").body[0]
    reading = ast.parse("def c():\n    return Row.objects.get()\n").body[0]

    found = [takes_a_lock(each) for each in (taking, raw, reading)]  # type: ignore[arg-type]

    assert found == [True, True, False]
