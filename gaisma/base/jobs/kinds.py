"""The kinds of background work that rooms declare in their `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext

from gaisma.base.registry import Registry, modules

if TYPE_CHECKING:
    from gaisma.base.models import User

EVERY = 0.5
"""Seconds between two tellings of how far a job is."""

Function = TypeVar("Function", bound=Callable[..., str])


def _nobody(done: int, total: int) -> None:
    """Nobody listens."""


@dataclass
class Running:
    """A job under way, as its task sees it: for whom, at what moment, and whom to tell how far."""

    by: "User | None"
    at: datetime
    tell: Callable[[int, int], None] = _nobody
    told_at: float = field(default=float("-inf"), init=False)

    def progress(self, done: int, total: int) -> None:
        """Tell how many of how many are done; told too often, only what is new enough is kept."""
        now = monotonic()
        if done >= total or now - self.told_at >= EVERY:
            self.told_at = now
            self.tell(done, total)


@dataclass(frozen=True)
class Kind:
    """A kind of job: message id of its title, and the function that does it."""

    key: str
    title: str
    run: Callable[..., str]


KINDS: Registry[Kind] = Registry()


def task(key: str, *, title: str) -> Callable[[Function], Function]:
    """Declare the function as the one that does this kind of job."""

    def declared(function: Function) -> Function:
        KINDS.add(Kind(key, title, function))
        return function

    return declared


@cache
def gather() -> None:
    """Read the `tasks.py` of every room, once, so that all kinds are declared."""
    tuple(modules("tasks"))


def title(key: str) -> str:
    """What is done, in the reader's language; a kind that is no more is its own title."""
    gather()
    return gettext(KINDS[key].title) if key in KINDS else key


def known(key: str) -> Kind:
    """The kind of that key. Raises LookupError for a kind that no room declares."""
    gather()
    if key not in KINDS:
        raise LookupError(f"No room declares the job {key!r}.")
    return KINDS[key]
