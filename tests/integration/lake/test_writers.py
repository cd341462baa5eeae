"""Two write to the lake at once: the second waits, and goes on from what the first has made."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from gaisma.evidence.lake import actions
from gaisma.evidence.lake.models import LakeVersion
from tests.moments import NOW

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time by itself"
    ),
]
SOON = 0.5
LATEST = 20.0


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> Path:
    settings.GAISMA_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    """Somebody else, with a connection of their own."""
    with ThreadPoolExecutor(1) as pool:
        yield pool
        pool.submit(lambda: connection.close()).result(LATEST)


def waiting(other: ThreadPoolExecutor, act: Callable[[], object]) -> "Future[object]":
    """The other's act, once it waits for us."""
    begun = other.submit(act)
    with pytest.raises(TimeoutError):
        begun.result(SOON)
    return begun


def refresh() -> object:
    return actions.refresh(reason="worker", at=NOW)


def append() -> object:
    with transaction.atomic():
        return actions.append_many({}, reason="import", at=NOW)


def withdraw() -> object:
    with transaction.atomic():
        return actions.withdraw(["none"], reason="undo", at=NOW)


@pytest.mark.parametrize("second", [refresh, append, withdraw])
@pytest.mark.parametrize("first", [append, withdraw])
def test_second_writer_goes_on_from_the_first(
    other: ThreadPoolExecutor, first: Callable[[], object], second: Callable[[], object]
) -> None:
    refresh()
    actions.touch("organisations")

    with transaction.atomic():
        first()
        begun = waiting(other, second)
    begun.result(LATEST)

    numbers = LakeVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == ([1, 2] if second is refresh else [1, 2, 3])


@pytest.mark.parametrize("act", [append, withdraw])
def test_whoever_writes_keeps_a_refresh_out(
    other: ThreadPoolExecutor, act: Callable[[], object]
) -> None:
    refresh()
    actions.touch("organisations")

    with transaction.atomic():
        refresh()
        begun = waiting(other, act)
    begun.result(LATEST)

    numbers = LakeVersion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]


def test_first_refreshes_at_once_make_one_version(other: ThreadPoolExecutor) -> None:
    with transaction.atomic():
        refresh()
        begun = waiting(other, refresh)

    assert begun.result(LATEST) is None
    assert LakeVersion.objects.count() == 1


def test_clean_leaves_a_version_that_is_being_kept(other: ThreadPoolExecutor) -> None:
    old = NOW - timedelta(days=30)
    for number in (1, 2):
        made_at = old + timedelta(minutes=number)
        LakeVersion.objects.create(
            number=number, made_at=made_at, reason="test", contents={}, digest=str(number)
        )

    with transaction.atomic():
        actions.keep(1, reason="report readiness")
        begun = waiting(other, lambda: actions.clean(at=NOW))
    begun.result(LATEST)

    assert LakeVersion.objects.filter(number=1).exists()


def test_two_who_keep_a_version_are_both_noted(other: ThreadPoolExecutor) -> None:
    refresh()

    with transaction.atomic():
        actions.keep(1, reason="report readiness")
        begun = waiting(other, lambda: actions.keep(1, reason="survey"))
    begun.result(LATEST)

    assert LakeVersion.objects.get().kept_for == ["report readiness", "survey"]


def test_nobody_names_a_file_while_files_are_deleted(
    other: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh()
    begun = []

    def deleting(**_: object) -> int:
        begun.append(waiting(other, append))
        return 0

    monkeypatch.setattr(actions, "_delete_unnamed", deleting)

    actions.clean(at=NOW)

    begun[0].result(LATEST)
    assert LakeVersion.objects.count() == 2
