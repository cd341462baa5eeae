"""Background work as its person, or the administrator, sees it, and what every page says of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject

from gaisma.base import access
from gaisma.base.jobs import models, signs
from gaisma.base.jobs.models import (
    CANCELLED,
    DONE,
    FAILED,
    RUNNING,
    TO_TRY_AGAIN,
    UNDER_WAY,
    WAITING,
    Job,
    JobQuerySet,
)
from gaisma.base.jobs.permissions import SEE_ALL
from gaisma.base.models import User


@dataclass(frozen=True)
class Page:
    """A job on its page; what it is about and what it said are only for who asked for it."""

    number: int
    title: str
    about: str
    address: str
    state: str
    state_title: str
    tone: str
    asked_at: datetime
    begun_at: datetime | None
    ended_at: datetime | None
    asked_by: str
    is_own: bool
    done: int
    total: int
    message: str
    result: str
    may_be_tried_again: bool
    may_be_cancelled: bool

    @property
    def is_under_way(self) -> bool:
        return self.state in (WAITING, RUNNING)

    @property
    def has_failed(self) -> bool:
        return self.state == FAILED


def visible_to(user: User) -> JobQuerySet:
    """The jobs that the person asked for; an administrator sees everybody's."""
    return Job.objects.all() if access.may(user, SEE_ALL) else Job.objects.of(user)


def found(user: User, job_id: int) -> Job:
    """The job, or Http404 both when there is none and when it is another's."""
    job = visible_to(user).select_related("by").filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


def found_own(user: User, job_id: int) -> Job:
    """The job that the person asked for, or Http404."""
    job = Job.objects.of(user).filter(pk=job_id).first()
    if job is None:
        raise Http404
    return job


def page(job: Job, *, reader: User) -> Page:
    """The job as the reader may see it, with how far it has come by now."""
    own = job.by_id == reader.pk
    done, total = signs.progress(job.pk) if job.state == RUNNING else (job.done, job.total)
    return Page(
        number=job.pk,
        title=job.title,
        about=job.about if own else "",
        address=job.get_absolute_url(),
        state=job.state,
        state_title=models.state_title(job.state),
        tone=models.STATE_TONES.get(job.state, ""),
        asked_at=job.asked_at,
        begun_at=job.begun_at,
        ended_at=job.ended_at,
        asked_by=str(job.by or ""),
        is_own=own,
        done=done,
        total=total,
        message=job.message if own else "",
        result=job.result if own and job.state == DONE else "",
        may_be_tried_again=own and job.state in TO_TRY_AGAIN,
        may_be_cancelled=job.state == WAITING,
    )


@dataclass(frozen=True)
class News:
    """How many of the reader's jobs are under way, done and not yet looked at, gone wrong."""

    under_way: int = 0
    done: int = 0
    wrong: int = 0

    @property
    def any(self) -> bool:
        return bool(self.under_way or self.done or self.wrong)


def jobs_news(request: HttpRequest) -> dict[str, Any]:
    """`jobs_news`, read when it is used."""
    return {"jobs_news": SimpleLazyObject(lambda: news(request.user))}


def news(user: Any) -> News:
    """What is new of the person's jobs; nothing for who has not signed in."""
    if not isinstance(user, User):
        return News()
    wanted = Q(state__in=UNDER_WAY) | (Q(seen_at=None) & ~Q(state=CANCELLED))
    states = list(Job.objects.of(user).filter(wanted).values_list("state", flat=True))
    wrong = sum(state in TO_TRY_AGAIN for state in states)
    under_way = sum(state in UNDER_WAY for state in states)
    return News(under_way=under_way, done=len(states) - under_way - wrong, wrong=wrong)
