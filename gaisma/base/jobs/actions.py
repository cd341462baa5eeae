"""What is done with background work itself: it is asked for, tried again, taken back, found."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from gaisma.base import clock
from gaisma.base.errors import GaismaError
from gaisma.base.jobs import kinds, performing, signs
from gaisma.base.jobs.models import CANCELLED, FAILED, RUNNING, TO_TRY_AGAIN, WAITING, Job
from gaisma.base.models import Organisation, User

ATTEMPTS = 3
"""So often is a job begun whose worker dies of it."""
KEPT = timedelta(days=90)
"""So long after its end is a job found again."""
TAKEN = timedelta(seconds=30)
"""So long may pass between a job's being taken from the queue and its being locked."""
QUEUED = timedelta(days=7)
"""So long are the queue's own rows kept."""


class UnableToChangeJob(GaismaError):
    """The job is not in the state for it."""


def begin(
    kind: str,
    *,
    by: User | None,
    at: datetime,
    about: str = "",
    organisation: Organisation | None = None,
    parameters: Mapping[str, Any],
) -> Job:
    """Ask for a job. Raises LookupError for a kind that no room declares."""
    kinds.known(kind)
    # In one transaction: whoever sees the job finds its place in the queue too.
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            about=about[:200],
            by=by,
            organisation=organisation,
            language=(get_language() or "lv")[:2],
            parameters=dict(parameters),
            asked_at=at,
        )
        _put_in_queue(job)
    job.refresh_from_db()
    return job


def try_again(job: Job, *, at: datetime) -> Job:
    """Ask once more for a job that was refused or has failed. Raises UnableToChangeJob."""
    with transaction.atomic():
        asked = Job.objects.filter(pk=job.pk, state__in=TO_TRY_AGAIN).update(
            state=WAITING,
            language=(get_language() or "lv")[:2],
            asked_at=at,
            attempts=0,
            begun_at=None,
            ended_at=None,
            seen_at=None,
            message="",
        )
        if not asked:
            raise UnableToChangeJob(
                _("Only what was refused or has failed can be tried again."), code="not_ended"
            )
        _put_in_queue(job)
    job.refresh_from_db()
    return job


def cancel(job: Job, *, at: datetime) -> None:
    """Take back a job that nobody has begun. Raises UnableToChangeJob."""
    waiting = Job.objects.filter(pk=job.pk, state=WAITING)
    if not waiting.update(state=CANCELLED, ended_at=at, seen_at=at):
        raise UnableToChangeJob(
            _("It has begun already, and will be finished."), code="begun_already"
        )


def see(job: Job, *, at: datetime) -> None:
    """Note that who asked has seen the end of the work."""
    Job.objects.filter(pk=job.pk, ended_at__isnull=False, seen_at=None).update(seen_at=at)


def find_lost(*, at: datetime) -> int:
    """Put jobs whose worker has died into the queue again; answers how many were lost.

    A place too many in the queue does no harm: what is locked or has ended is not performed.
    """
    under_way = list(Job.objects.under_way())
    places = DBTaskResult.objects.in_bulk([job.task_id for job in under_way if job.task_id])
    found = {str(pk): place for pk, place in places.items()}
    lost = [job for job in under_way if not _is_in_hand(job, found.get(job.task_id), at=at)]
    return sum(_found_again(job.pk, at=at) for job in lost)


def _is_in_hand(job: Job, place: "DBTaskResult[..., Any] | None", *, at: datetime) -> bool:
    """Whether it stands in the queue, or was taken from it just now and is about to be begun."""
    if place is None or place.status == "READY":
        return place is not None
    taken = place.started_at if job.state == WAITING else None
    return taken is not None and clock.here(taken) > at - TAKEN


def _found_again(job_id: int, *, at: datetime) -> bool:
    with signs.held(job_id) as sign:
        if sign is None:
            return False
        with transaction.atomic():
            # Read anew: it may have ended before its lock was ours.
            job = Job.objects.under_way().filter(pk=job_id).first()
            if job is None:
                return False
            if job.attempts >= ATTEMPTS:
                Job.objects.filter(pk=job_id).update(state=FAILED, ended_at=at)
                return True
            Job.objects.filter(pk=job_id, state=RUNNING).update(state=WAITING)
            _put_in_queue(job)
    return True


def clean(*, at: datetime) -> None:
    """Forget jobs that ended long ago, and the queue's own rows; `at` is of the true clock."""
    Job.objects.filter(ended_at__lt=clock.here(at) - KEPT).delete()
    DBTaskResult.objects.filter(enqueued_at__lt=at - QUEUED).exclude(status="READY").delete()


def _put_in_queue(job: Job) -> None:
    queued = performing.perform.enqueue(job.pk)
    Job.objects.filter(pk=job.pk).update(task_id=str(queued.id))
