"""What this room offers to others."""

from gaisma.base.health import Check
from gaisma.evidence.lake import queries


def _is_whole() -> bool:
    """Whether the files of the newest version are whole; before the first none can miss."""
    newest = queries.latest()
    if newest is not None:
        queries.readable(newest)
    return True


HEALTH = (Check("lake", _is_whole),)
