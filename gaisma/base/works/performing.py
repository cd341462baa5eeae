"""How a work is performed: by one worker at a time, to an end that its person can read."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import translation
from django_tasks import TaskContext, task

from gaisma.base import clock
from gaisma.base.errors import GaismaError
from gaisma.base.works import kinds, signs
from gaisma.base.works.models import DONE, FAILED, REFUSED, RUNNING, WAITING, Work

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class End:
    """How a work ended."""

    state: str
    message: str = ""
    result: str = ""


@task(takes_context=True)
def perform(context: TaskContext, work_id: int) -> None:
    """Perform a work that waits; what another worker holds, or what has ended, is left alone."""
    started = context.task_result.started_at
    at = clock.here(started) if started else clock.now()
    with signs.held(work_id) as sign:
        work = _begun(work_id, at=at) if sign else None
        if sign and work:
            end = _end_of(work, sign, at=at)
            _conclude(work, end, at=clock.now())


def _begun(work_id: int, *, at: datetime) -> Work | None:
    """The work, now under way; None when it does not wait any more."""
    waiting = Work.objects.filter(pk=work_id, state=WAITING)
    begun = waiting.update(state=RUNNING, begun_at=at, attempts=F("attempts") + 1)
    return Work.objects.select_related("by").get(pk=work_id) if begun else None


def _end_of(work: Work, sign: signs.Sign, *, at: datetime) -> End:
    running = kinds.Running(by=work.by, at=at, tell=sign.tell)
    try:
        with translation.override(work.language):
            result = kinds.known(work.kind).run(running, **work.parameters)
        return End(DONE, result=result)
    except GaismaError as refusal:
        return End(REFUSED, message=refusal.message)
    except Exception:
        logger.exception("Work %s (%s) has failed.", work.pk, work.kind)
        return End(FAILED)


def _conclude(work: Work, end: End, *, at: datetime) -> None:
    done, total = signs.progress(work.pk)
    Work.objects.filter(pk=work.pk).update(
        state=end.state,
        ended_at=at,
        message=end.message,
        result=end.result,
        done=done,
        total=total,
    )
