"""Which engine answers, and one open engine for each version that is asked about."""

from functools import lru_cache

from django.conf import settings

from gaisma.analytics.engines import Engine
from gaisma.evidence.lake import files, wholeness
from gaisma.evidence.lake import queries as versions
from gaisma.evidence.lake.models import LakeVersion

OPEN_VERSIONS = 8


def engine(version: LakeVersion) -> Engine:
    """The installation's engine over the version's files. Raises DamagedLake."""
    wholeness.check(version)
    return _opened(settings.GAISMA_ENGINE, str(files.folder()), version.digest, version.pk)


@lru_cache(maxsize=OPEN_VERSIONS)
def _opened(name: str, _folder: str, _digest: str, pk: int) -> Engine:
    version = LakeVersion.objects.get(pk=pk)
    paths = versions.readable(version)
    if name == "spark":
        from gaisma.analytics.engines.spark import SparkEngine

        return SparkEngine(paths)
    from gaisma.analytics.engines.duckdb import DuckdbEngine

    return DuckdbEngine(paths, versions.years(version))
