"""Background work as its person, or the administrator, sees it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.works import signs, states
from gaisma.base.works.models import (
    DONE,
    FAILED,
    RUNNING,
    TO_TRY_AGAIN,
    WAITING,
    Work,
    WorkQuerySet,
)
from gaisma.base.works.permissions import SEE_ALL


@dataclass(frozen=True)
class Page:
    """A work on its page; what it is about and what it said are only for who asked for it."""

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


def visible_to(user: User) -> WorkQuerySet:
    """The works that the person asked for; an administrator sees everybody's."""
    return Work.objects.all() if access.may(user, SEE_ALL) else Work.objects.of(user)


def found(user: User, work_id: int) -> Work:
    """The work, or Http404 both when there is none and when it is another's."""
    work = visible_to(user).select_related("by").filter(pk=work_id).first()
    if work is None:
        raise Http404
    return work


def found_own(user: User, work_id: int) -> Work:
    """The work that the person asked for, or Http404."""
    work = Work.objects.of(user).filter(pk=work_id).first()
    if work is None:
        raise Http404
    return work


def page(work: Work, *, reader: User) -> Page:
    """The work as the reader may see it, with how far it has come by now."""
    own = work.by_id == reader.pk
    done, total = signs.progress(work.pk) if work.state == RUNNING else (work.done, work.total)
    return Page(
        number=work.pk,
        title=work.title,
        about=work.about if own else "",
        address=work.get_absolute_url(),
        state=work.state,
        state_title=states.title(work.state),
        tone=states.TONES.get(work.state, ""),
        asked_at=work.asked_at,
        begun_at=work.begun_at,
        ended_at=work.ended_at,
        asked_by=str(work.by or ""),
        is_own=own,
        done=done,
        total=total,
        message=work.message if own else "",
        result=work.result if own and work.state == DONE else "",
        may_be_tried_again=own and work.state in TO_TRY_AGAIN,
        may_be_cancelled=work.state == WAITING,
    )
