"""Which engine answers, and one open engine for each version that is asked about."""

from functools import lru_cache

from django.conf import settings

from gaisma.analytics.engines import Engine
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

OPEN_VERSIONS = 8


def engine(version: LakeVersion) -> Engine:
    """The installation's engine over the version's files."""
    return _opened(settings.GAISMA_ENGINE, version.number)


def forget() -> None:
    """Close the engines that are open."""
    _opened.cache_clear()


@lru_cache(maxsize=OPEN_VERSIONS)
def _opened(name: str, number: int) -> Engine:
    files = versions.paths(versions.version(number))
    if name == "spark":
        from gaisma.analytics.engines.spark import SparkEngine

        return SparkEngine(files)
    from gaisma.analytics.engines.duckdb import DuckdbEngine

    return DuckdbEngine(files)
