from typing import Any

import pytest

from gaisma.base import jobs
from gaisma.base.jobs import kinds
from tests.moments import NOW


def test_progress_told_often_is_handed_on_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    clock = iter([10.0, 10.1, 10.4, 10.6, 10.7])
    monkeypatch.setattr(kinds, "monotonic", lambda: next(clock))
    running = jobs.Running(by=None, at=NOW, tell=lambda done, total: told.append((done, total)))

    for done in (1, 2, 3, 4, 5):
        running.progress(done, 5)

    assert told == [(1, 5), (4, 5), (5, 5)]


def test_kind_declared_twice_is_refused() -> None:
    def again(job: jobs.Running, **parameters: Any) -> str:
        return ""

    with pytest.raises(ValueError, match=r"jobs\.rehearsal"):
        jobs.task("jobs.rehearsal", title="Again")(again)


def test_kind_that_is_no_more_is_its_own_title() -> None:
    assert kinds.title("jobs.forgotten") == "jobs.forgotten"


def test_every_kind_has_a_title() -> None:
    kinds.gather()

    assert all(kind.title.strip() for kind in kinds.KINDS)
