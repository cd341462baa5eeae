"""What rooms put into a new installation before anybody works there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from gaisma.base.registry import gathered


@dataclass(frozen=True)
class Beginning:
    """Something that ships with the program and is then the installation's own.

    `enter` writes it, inside the caller's transaction.
    """

    key: str
    enter: Callable[[datetime], None]


def enter_all(*, at: datetime) -> None:
    """Enter what the rooms list as BEGINNINGS."""
    for beginning in gathered("BEGINNINGS"):
        beginning.enter(at)
