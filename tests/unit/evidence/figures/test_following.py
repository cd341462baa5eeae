"""Pages stay with the version at hand until the newer one has answered what was asked last."""

import logging
from collections.abc import Callable
from datetime import date
from threading import Event

import pytest
from django.utils import timezone

from gaisma.analytics.calculation import Figure
from gaisma.base.errors import GaismaError
from gaisma.evidence.figures import evidence, queries
from gaisma.evidence.figures.evidence import Following
from gaisma.evidence.lake.models import LakeVersion


def version(number: int) -> LakeVersion:
    return LakeVersion(number=number, digest=str(number), made_at=timezone.now())


@pytest.fixture
def follower(monkeypatch: pytest.MonkeyPatch) -> Following:
    monkeypatch.setattr(evidence, "close_old_connections", lambda: None)
    return Following(is_on=True)


def turned(follower: Following) -> None:
    """The newer version has answered."""
    assert follower.coming is not None
    follower.coming.join(timeout=10)


def test_version_where_nothing_serves_pages_is_the_newest() -> None:
    quiet = Following()
    newer = version(2)
    quiet.version(version(1))

    assert quiet.version(newer) is newer
    assert quiet.coming is None


def test_version_without_any_is_none(follower: Following) -> None:
    assert follower.version(None) is None


def test_version_stays_until_the_newer_one_has_answered(follower: Following) -> None:
    may_answer, answered = Event(), []
    first, second = version(1), version(2)
    follower.version(first)

    def ask(newer: LakeVersion) -> None:
        may_answer.wait(timeout=10)
        answered.append(newer.number)

    follower.remember("learners", ask)

    assert follower.version(second) is first
    assert follower.version(second) is first
    may_answer.set()
    turned(follower)
    assert follower.version(second) is second
    # Several requests meanwhile have asked it once.
    assert answered == [2]


def failing(error: Exception) -> Callable[[LakeVersion], None]:
    def ask(newer: LakeVersion) -> None:
        raise error

    return ask


def test_version_turns_though_a_question_fails(
    follower: Following, caplog: pytest.LogCaptureFixture
) -> None:
    follower.version(version(1))
    follower.remember("refused", failing(GaismaError("The year is unknown.")))
    follower.remember("broken", failing(RuntimeError("broken")))
    second = version(2)

    with caplog.at_level(logging.ERROR):
        follower.version(second)
        turned(follower)

    assert follower.version(second) is second
    assert [record.getMessage() for record in caplog.records] == [
        "A figure could not be asked of version 2 beforehand."
    ]


def test_version_after_a_restore_is_the_older_one(follower: Following) -> None:
    follower.version(version(5))
    older = version(3)

    assert follower.version(older) is older


def test_remember_forgets_what_was_asked_longest_ago(
    follower: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "REMEMBERED", 2)
    for question in ("a", "b", "a", "c"):
        follower.remember(question, lambda newer: None)

    assert list(follower.asked) == ["a", "c"]


def test_answer_is_remembered_for_the_next_version(
    follower: Following, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def answered(*question: object) -> tuple[Figure, ...]:
        asked.append(question)
        return ()

    monkeypatch.setattr(queries, "following", follower)
    monkeypatch.setattr(queries, "_answered", answered)
    day = date(2024, 9, 1)

    queries.answer("learners.count", filters={}, as_of=day, lake_version=1, digest="1")
    follower.version(version(1))
    follower.version(version(2))
    turned(follower)

    assert asked == [
        ("learners.count", (), (), day, 1, "1"),
        ("learners.count", (), (), day, 2, "2"),
    ]


def test_current_is_of_the_version_that_pages_are_shown(
    follower: Following, monkeypatch: pytest.MonkeyPatch, town: object
) -> None:
    monkeypatch.setattr(evidence, "following", follower)
    may_answer = Event()
    follower.shown = version(1)
    follower.remember("learners", lambda newer: may_answer.wait(timeout=10))
    LakeVersion.objects.create(
        number=2, digest="2", made_at=timezone.now(), reason="test", contents={}
    )

    before = evidence.current().number
    may_answer.set()
    turned(follower)

    assert (before, evidence.current().number) == (1, 2)
