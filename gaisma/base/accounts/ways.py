"""Ways into a person's account beside a session: rooms above list them under WAYS_IN.

They end with the sessions, and where they have a page the account leads to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import Reader
from gaisma.base.registry import gathered


@dataclass(frozen=True)
class Page:
    """A page about a way in: message id of its title, named address, who may."""

    title: str
    address: str
    permission: str


@dataclass(frozen=True)
class WayIn:
    """How a program reads as the person without a session; `end` lets none of them work more."""

    key: str
    end: Callable[[User, datetime], object]
    page: Page | None = None


def end_ways_in(user: User, *, at: datetime) -> None:
    """Let no program read as the person any more, inside the caller's transaction."""
    for way in gathered("WAYS_IN"):
        way.end(user, at)


def own_ways(user: Reader) -> list[tuple[str, str]]:
    """Titles and addresses of the pages that the person may open."""
    return [
        (gettext(way.page.title), reverse(way.page.address))
        for way in gathered("WAYS_IN")
        if way.page and access.may(user, way.page.permission)
    ]
