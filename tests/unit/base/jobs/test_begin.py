from typing import Any

import pytest

from gaisma.base import jobs
from gaisma.base.models import User
from tests.moments import NOW

pytestmark = pytest.mark.django_db


def test_work_begun_is_performed_to_its_result(specialist: User) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW, about="file", tells=3)

    assert (job.state, job.result, job.done, job.total) == ("done", "/style/", 3, 3)
    assert (job.by, job.about, job.attempts) == (specialist, "file", 1)
    assert job.ended_at


def test_work_refused_keeps_the_sentence(specialist: User) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW, mood="refused")

    assert (job.state, job.message, job.result) == ("refused", "Not for Specialist.", "")


def test_work_failed_says_nothing_of_the_fault(specialist: User, caplog: Any) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW, mood="failed")

    assert (job.state, job.message) == ("failed", "")
    assert "broken" in caplog.text


def test_work_of_unknown_kind_is_refused(specialist: User) -> None:
    with pytest.raises(LookupError, match="nonsense"):
        jobs.begin("jobs.nonsense", by=specialist, at=NOW)


def test_task_is_told_for_whom_and_when(specialist: User) -> None:
    running = jobs.Running(by=specialist, at=NOW)

    running.progress(1, 2)

    assert (running.by, running.at) == (specialist, NOW)
