"""Performs what waits in the queue, one work after another, until it is told to stop."""

import logging
from dataclasses import dataclass
from threading import Event

from django.db import close_old_connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

EVERY = 0.5
"""Seconds between two looks into an empty queue."""
logger = logging.getLogger(__name__)


@dataclass
class Performer:
    """Takes from the queue; several in several processes never take the same."""

    name: str = "worker"
    every: float = EVERY

    def go_on_until(self, stop: Event) -> None:
        """Perform work after work; one that has begun is finished."""
        while not stop.is_set():
            if not self.perform_next():
                stop.wait(self.every)

    def perform_next(self) -> bool:
        """Perform the next work, if one waits; a fault of the record's is logged."""
        close_old_connections()
        try:
            # To take from the queue locks the one writer; to look whether something waits does not.
            waits = DBTaskResult.objects.ready().exists()
            if waits:
                self._take().run()
        except Exception:
            logger.exception("No work could be taken from the queue; it is tried again.")
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
