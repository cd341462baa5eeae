from typing import Any

import pytest

from gaisma.base import works
from gaisma.base.models import User
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def test_work_begun_is_performed_to_its_result(specialist: User) -> None:
    work = works.begin("works.rehearsal", by=specialist, at=NOW, about="file", tells=3)

    assert (work.state, work.result, work.done, work.total) == ("done", "/style/", 3, 3)
    assert (work.by, work.about, work.attempts) == (specialist, "file", 1)
    assert work.ended_at


def test_work_refused_keeps_the_sentence(specialist: User) -> None:
    work = works.begin("works.rehearsal", by=specialist, at=NOW, mood="refused")

    assert (work.state, work.message, work.result) == ("refused", "Not for Specialist.", "")


def test_work_failed_says_nothing_of_the_fault(specialist: User, caplog: Any) -> None:
    work = works.begin("works.rehearsal", by=specialist, at=NOW, mood="failed")

    assert (work.state, work.message) == ("failed", "")
    assert "broken" in caplog.text


def test_work_of_unknown_kind_is_refused(specialist: User) -> None:
    with pytest.raises(LookupError, match="nonsense"):
        works.begin("works.nonsense", by=specialist, at=NOW)


def test_task_is_told_for_whom_and_when(specialist: User) -> None:
    running = works.Running(by=specialist, at=NOW)

    running.progress(1, 2)

    assert (running.by, running.at) == (specialist, NOW)
