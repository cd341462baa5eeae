from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from gaisma.base import jobs
from gaisma.base.jobs import actions, signs
from gaisma.base.jobs.models import Job
from gaisma.base.jobs.performing import Performer
from gaisma.base.models import User
from tests import factories
from tests.moments import NOW

pytestmark = pytest.mark.django_db
ENDED = {"ended_at": NOW, "begun_at": NOW}


@pytest.fixture
def queue(settings: Any) -> None:
    """Jobs wait in the queue, as they do outside of tests."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def performer(queue: None, monkeypatch: pytest.MonkeyPatch) -> Performer:
    """Performs in the test's own connection."""
    for module in ("gaisma.base.jobs.performing", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    return Performer()


def anew(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_work_begun_waits_in_the_queue(queue: None, specialist: User) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW)

    assert (job.state, job.asked_at, job.begun_at) == ("waiting", NOW, None)
    assert str(DBTaskResult.objects.get().pk) == job.task_id


def test_performer_performs_what_waits_and_then_has_nothing(
    performer: Performer, specialist: User
) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW)

    assert performer.perform_next()
    assert anew(job).state == "done"
    assert not performer.perform_next()


def test_performer_logs_a_fault_of_the_queue(
    performer: Performer, caplog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OSError("no record")

    monkeypatch.setattr(DBTaskResult.objects, "ready", broken)

    assert not performer.perform_next()
    assert "no record" in caplog.text


def test_performer_leaves_a_work_that_another_performs(
    performer: Performer, specialist: User
) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW)

    with signs.held(job.pk):
        performer.perform_next()

    assert anew(job).state == "waiting"


def test_performer_leaves_what_was_taken_back(performer: Performer, specialist: User) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW)
    actions.cancel(job, at=NOW)

    performer.perform_next()

    assert anew(job).state == "cancelled"


@pytest.mark.parametrize("state", ["refused", "failed"])
def test_work_tried_again_waits_anew(queue: None, state: str) -> None:
    job = factories.job(state=state, attempts=3, message="No.", seen_at=NOW, **ENDED)

    again = actions.try_again(job, at=NOW + timedelta(hours=1))

    assert (again.state, again.attempts, again.message) == ("waiting", 0, "")
    assert (again.ended_at, again.seen_at) == (None, None)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("state", ["waiting", "running", "done", "cancelled"])
def test_work_that_has_not_gone_wrong_is_not_tried_again(queue: None, state: str) -> None:
    ended = {} if state in ("waiting", "running") else ENDED
    job = factories.job(state=state, **ended)

    with pytest.raises(actions.UnableToChangeJob):
        actions.try_again(job, at=NOW)

    assert not DBTaskResult.objects.exists()


def test_work_that_has_begun_is_not_taken_back() -> None:
    job = factories.job(state="running", begun_at=NOW)

    with pytest.raises(actions.UnableToChangeJob) as refusal:
        actions.cancel(job, at=NOW)

    assert refusal.value.code == "begun_already"


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_lost_work_is_put_into_the_queue_again(queue: None, state: str) -> None:
    job = factories.job(state=state, attempts=1)

    assert actions.find_lost(at=NOW) == 1

    assert anew(job).state == "waiting"
    assert str(DBTaskResult.objects.get().pk) == job.task_id


def test_work_in_the_queue_or_under_way_is_not_lost(queue: None, specialist: User) -> None:
    jobs.begin("jobs.rehearsal", by=specialist, at=NOW)
    performed = factories.job(state="running", attempts=1)

    with signs.held(performed.pk):
        assert actions.find_lost(at=NOW) == 0

    assert anew(performed).state == "running"


def test_work_that_was_just_taken_from_the_queue_is_not_lost(queue: None, specialist: User) -> None:
    job = jobs.begin("jobs.rehearsal", by=specialist, at=NOW)
    taken = job.task_id
    DBTaskResult.objects.update(status="RUNNING", started_at=NOW)

    assert actions.find_lost(at=NOW + actions.TAKEN / 2) == 0
    assert DBTaskResult.objects.count() == 1
    assert actions.find_lost(at=NOW + 2 * actions.TAKEN) == 1
    assert anew(job).task_id != taken


def test_work_that_ended_meanwhile_is_not_lost(
    queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = factories.job(state="running")
    held = signs.held

    def ends_first(name: object) -> Any:
        Job.objects.update(state="done", ended_at=NOW)
        return held(name)

    monkeypatch.setattr(signs, "held", ends_first)

    assert actions.find_lost(at=NOW) == 0
    assert anew(job).state == "done"


def test_work_of_which_workers_die_fails_at_last(queue: None) -> None:
    job = factories.job(state="running", attempts=actions.ATTEMPTS)

    actions.find_lost(at=NOW)

    assert (anew(job).state, job.ended_at) == ("failed", NOW)
    assert not DBTaskResult.objects.exists()


def test_clean_forgets_what_ended_long_ago() -> None:
    long_ago = NOW - actions.KEPT - timedelta(days=1)
    factories.job(state="done", asked_at=long_ago, ended_at=long_ago)
    kept = [
        factories.job(state="done", ended_at=NOW),
        factories.job(state="waiting", asked_at=long_ago),
    ]

    actions.clean(at=NOW)

    assert list(Job.objects.order_by("pk")) == kept


def test_clean_compares_each_moment_with_its_own_clock(installation: object) -> None:
    factories.job(state="done", ended_at=NOW)

    actions.clean(at=NOW + timedelta(days=1000))

    assert Job.objects.exists()


def test_clean_empties_the_queue_of_what_is_over(queue: None, specialist: User) -> None:
    for _ in range(3):
        jobs.begin("jobs.rehearsal", by=specialist, at=NOW)
    over, fresh, waiting = DBTaskResult.objects.order_by("enqueued_at")
    DBTaskResult.objects.exclude(pk=waiting.pk).update(status="RUNNING")
    DBTaskResult.objects.exclude(pk=fresh.pk).update(enqueued_at=NOW - timedelta(days=30))
    DBTaskResult.objects.filter(pk=fresh.pk).update(enqueued_at=NOW)

    actions.clean(at=NOW)

    assert set(DBTaskResult.objects.all()) == {fresh, waiting}
    assert not DBTaskResult.objects.filter(pk=over.pk).exists()
