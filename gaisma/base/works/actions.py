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
from gaisma.base.models import Organisation, User
from gaisma.base.works import kinds, performing, signs
from gaisma.base.works.models import CANCELLED, FAILED, RUNNING, TO_TRY_AGAIN, WAITING, Work

ATTEMPTS = 3
"""So often is a work begun whose worker dies of it."""
KEPT = timedelta(days=90)
"""So long after its end is a work found again."""
TAKEN = timedelta(seconds=30)
"""So long may pass between a work's being taken from the queue and its being locked."""
QUEUED = timedelta(days=7)
"""So long are the queue's own rows kept."""


class UnableToChangeWork(GaismaError):
    """The work is not in the state for it."""


def begin(
    kind: str,
    *,
    by: User | None,
    at: datetime,
    about: str = "",
    organisation: Organisation | None = None,
    parameters: Mapping[str, Any],
) -> Work:
    """Ask for a work. Raises LookupError for a kind that no room declares."""
    kinds.known(kind)
    # In one transaction: whoever sees the work finds its place in the queue too.
    with transaction.atomic():
        work = Work.objects.create(
            kind=kind,
            about=about[:200],
            by=by,
            organisation=organisation,
            language=(get_language() or "lv")[:2],
            parameters=dict(parameters),
            asked_at=at,
        )
        _put_in_queue(work)
    work.refresh_from_db()
    return work


def try_again(work: Work, *, at: datetime) -> Work:
    """Ask once more for a work that was refused or has failed. Raises UnableToChangeWork."""
    with transaction.atomic():
        asked = Work.objects.filter(pk=work.pk, state__in=TO_TRY_AGAIN).update(
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
            raise UnableToChangeWork(
                _("Only what was refused or has failed can be tried again."), code="not_ended"
            )
        _put_in_queue(work)
    work.refresh_from_db()
    return work


def cancel(work: Work, *, at: datetime) -> None:
    """Take back a work that nobody has begun. Raises UnableToChangeWork."""
    waiting = Work.objects.filter(pk=work.pk, state=WAITING)
    if not waiting.update(state=CANCELLED, ended_at=at, seen_at=at):
        raise UnableToChangeWork(
            _("It has begun already, and will be finished."), code="begun_already"
        )


def see(work: Work, *, at: datetime) -> None:
    """Note that who asked has seen the end of the work."""
    Work.objects.filter(pk=work.pk, ended_at__isnull=False, seen_at=None).update(seen_at=at)


def find_lost(*, at: datetime) -> int:
    """Put works whose worker has died into the queue again; answers how many were lost.

    A place too many in the queue does no harm: what is locked or has ended is not performed.
    """
    under_way = list(Work.objects.under_way())
    places = DBTaskResult.objects.in_bulk([work.task_id for work in under_way if work.task_id])
    found = {str(pk): place for pk, place in places.items()}
    lost = [work for work in under_way if not _is_in_hand(work, found.get(work.task_id), at=at)]
    return sum(_found_again(work.pk, at=at) for work in lost)


def _is_in_hand(work: Work, place: "DBTaskResult[..., Any] | None", *, at: datetime) -> bool:
    """Whether it stands in the queue, or was taken from it just now and is about to be begun."""
    if place is None or place.status == "READY":
        return place is not None
    taken = place.started_at if work.state == WAITING else None
    return taken is not None and clock.here(taken) > at - TAKEN


def _found_again(work_id: int, *, at: datetime) -> bool:
    with signs.held(work_id) as sign:
        if sign is None:
            return False
        with transaction.atomic():
            # Read anew: it may have ended before its lock was ours.
            work = Work.objects.under_way().filter(pk=work_id).first()
            if work is None:
                return False
            if work.attempts >= ATTEMPTS:
                Work.objects.filter(pk=work_id).update(state=FAILED, ended_at=at)
                return True
            Work.objects.filter(pk=work_id, state=RUNNING).update(state=WAITING)
            _put_in_queue(work)
    return True


def clean(*, at: datetime) -> None:
    """Forget works that ended long ago, and the queue's own rows; `at` is of the true clock."""
    Work.objects.filter(ended_at__lt=clock.here(at) - KEPT).delete()
    DBTaskResult.objects.filter(enqueued_at__lt=at - QUEUED).exclude(status="READY").delete()


def _put_in_queue(work: Work) -> None:
    queued = performing.perform.enqueue(work.pk)
    Work.objects.filter(pk=work.pk).update(task_id=str(queued.id))
