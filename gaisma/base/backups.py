"""What backups leave out: a room lists its tables under LEFT_OUT_OF_BACKUPS."""

from dataclasses import dataclass

from gaisma.base.registry import gathered


@dataclass(frozen=True)
class LeftOut:
    """A table whose rows stay where they are: by its name, and why they are in no backup."""

    key: str
    why: str


def left_out() -> tuple[str, ...]:
    """The tables whose rows no backup holds."""
    return gathered("LEFT_OUT_OF_BACKUPS").keys
