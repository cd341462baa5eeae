"""What rooms above add to a person's own account: pages, and ways in beside a session.

A room lists pages under OWN_ACCOUNT, and ways in under WAYS_IN: they end with the sessions.
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
class OwnWay:
    """A page about the person's own account: message id of its title, named address, who may."""

    key: str
    title: str
    address: str
    permission: str


@dataclass(frozen=True)
class WayIn:
    """How a program reads as the person without a session; `end` lets none of them work more."""

    key: str
    end: Callable[[User, datetime], object]


def end_ways_in(user: User, *, at: datetime) -> None:
    """Let no program read as the person any more, inside the caller's transaction."""
    for way in gathered("WAYS_IN"):
        way.end(user, at)


def own_ways(user: Reader) -> list[tuple[str, str]]:
    """Titles and addresses of the pages that the person may open."""
    return [
        (gettext(way.title), reverse(way.address))
        for way in gathered("OWN_ACCOUNT")
        if access.may(user, way.permission)
    ]
