"""How jobs are performed: one after another, each by one worker at a time, to an end that its
person can read.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from django.db import close_old_connections
from django.db.models import F
from django.utils import translation
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskContext, task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from gaisma.base import clock
from gaisma.base.errors import GaismaError
from gaisma.base.jobs import kinds, signs
from gaisma.base.jobs.models import DONE, FAILED, REFUSED, RUNNING, WAITING, Job

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class End:
    """How a job ended."""

    state: str
    message: str = ""
    result: str = ""


@task(takes_context=True)
def perform(context: TaskContext, job_id: int) -> None:
    """Perform a job that waits; what another worker holds, or what has ended, is left alone."""
    started = context.task_result.started_at
    at = clock.here(started) if started else clock.now()
    with signs.held(job_id) as sign:
        job = _begun(job_id, at=at) if sign else None
        if sign and job:
            end = _end_of(job, sign, at=at)
            _conclude(job, end, at=clock.now())


def _begun(job_id: int, *, at: datetime) -> Job | None:
    """The job, now under way; None when it does not wait any more."""
    waiting = Job.objects.filter(pk=job_id, state=WAITING)
    begun = waiting.update(state=RUNNING, begun_at=at, attempts=F("attempts") + 1)
    return Job.objects.select_related("by").get(pk=job_id) if begun else None


def _end_of(job: Job, sign: signs.Sign, *, at: datetime) -> End:
    running = kinds.Running(by=job.by, at=at, tell=sign.tell)
    try:
        with translation.override(job.language):
            result = kinds.known(job.kind).run(running, **job.parameters)
        return End(DONE, result=result)
    except GaismaError as refusal:
        return End(REFUSED, message=refusal.message)
    except Exception:
        logger.exception("Job %s (%s) has failed.", job.pk, job.kind)
        return End(FAILED)


def _conclude(job: Job, end: End, *, at: datetime) -> None:
    done, total = signs.progress(job.pk)
    Job.objects.filter(pk=job.pk).update(
        state=end.state,
        ended_at=at,
        message=end.message,
        result=end.result,
        done=done,
        total=total,
    )


EVERY = 0.5
"""Seconds between two looks into an empty queue."""


@dataclass
class Performer:
    """Takes from the queue; several in several processes never take the same."""

    name: str = "worker"
    every: float = EVERY

    def go_on_until(self, stop: Event) -> None:
        """Perform job after job; one that has begun is finished."""
        while not stop.is_set():
            if not self.perform_next():
                stop.wait(self.every)

    def perform_next(self) -> bool:
        """Perform the next job, if one waits; a fault of the record's is logged."""
        close_old_connections()
        try:
            # To take from the queue locks the one writer; to look whether something waits does not.
            waits = DBTaskResult.objects.ready().exists()
            if waits:
                self._take().run()
        except Exception:
            logger.exception("No job could be taken from the queue; it is tried again.")
            return False
        finally:
            close_old_connections()
        return waits

    def _take(self) -> Worker:
        return Worker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=1,
            worker_id=self.name,
            excluded_queue_names=[],
        )
