"""What backups leave out, and what is done once one is back.

A room lists its tables under LEFT_OUT_OF_BACKUPS, and what it does under AFTER_RESTORE:
only the box of answers has something to do, on a floor that this one does not know.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gaisma.base.registry import gathered


@dataclass(frozen=True)
class LeftOut:
    """A table whose rows stay where they are: by its name, and why they are in no backup."""

    key: str
    why: str


@dataclass(frozen=True)
class AfterRestore:
    """What a room does with a record that has just come back."""

    key: str
    do: Callable[[], None]


def left_out() -> tuple[str, ...]:
    """The tables whose rows no backup holds."""
    return gathered("LEFT_OUT_OF_BACKUPS").keys


def after_restore() -> None:
    """Let each room do what it has to do once a record is back."""
    for one in gathered("AFTER_RESTORE"):
        one.do()
