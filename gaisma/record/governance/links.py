"""What follows from an act in other rooms: they register it under ACT_LINKS.

So a page of an act shows the deadlines that it sets, although this room knows nothing of them.
Only the calendar does so yet; whatever else follows from acts stands on a floor above too.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gaisma.base.models import User
from gaisma.base.registry import Registry, gathered


@dataclass(frozen=True)
class Link:
    """Something that follows from an act: what it is called, where it is, a word about it."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class ActLinks:
    """A room's answer to what follows from the act of that id, as far as the person sees it."""

    key: str
    title: str
    of: Callable[[User, int], tuple[Link, ...]]


def known() -> Registry[ActLinks]:
    """The answers of all rooms."""
    return gathered("ACT_LINKS")
