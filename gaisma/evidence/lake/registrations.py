from gaisma.base.health import Check
from gaisma.evidence.lake import queries


def _is_whole() -> bool:
    """Whether the files of the newest version are there; before the first none can miss."""
    newest = queries.latest()
    if newest is None:
        return True
    return all(file.exists() for files in queries.paths(newest).values() for file in files)


HEALTH = (Check("lake", _is_whole),)
