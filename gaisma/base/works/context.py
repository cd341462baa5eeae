"""What every page says of the reader's own background work: how much goes on, what has ended."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from gaisma.base.models import User
from gaisma.base.works.models import CANCELLED, TO_TRY_AGAIN, UNDER_WAY, Work


@dataclass(frozen=True)
class News:
    """How many of the reader's works are under way, done and not yet looked at, gone wrong."""

    under_way: int = 0
    done: int = 0
    wrong: int = 0

    @property
    def any(self) -> bool:
        return bool(self.under_way or self.done or self.wrong)


def page(request: HttpRequest) -> dict[str, Any]:
    """`works_news`, read when it is used."""
    return {"works_news": SimpleLazyObject(lambda: news(request.user))}


def news(user: Any) -> News:
    """What is new of the person's works; nothing for who has not signed in."""
    if not isinstance(user, User):
        return News()
    wanted = Q(state__in=UNDER_WAY) | (Q(seen_at=None) & ~Q(state=CANCELLED))
    states = list(Work.objects.of(user).filter(wanted).values_list("state", flat=True))
    wrong = sum(state in TO_TRY_AGAIN for state in states)
    under_way = sum(state in UNDER_WAY for state in states)
    return News(under_way=under_way, done=len(states) - under_way - wrong, wrong=wrong)
