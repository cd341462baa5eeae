"""The engine that answers, once the files of the version that is asked about can be read.

A folder may be cut off, a file lost or cut.
"""

from functools import lru_cache
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from gaisma.analytics.engines import Engine
from gaisma.evidence.lake import files, queries
from gaisma.evidence.lake.files import DamagedLake
from gaisma.evidence.lake.models import LakeVersion

OPEN_VERSIONS = 8


def engine(version: LakeVersion) -> Engine:
    """The installation's engine over the version's files. Raises DamagedLake."""
    check(version)
    return _opened(settings.GAISMA_ENGINE, str(files.folder()), version.digest, version.pk)


@lru_cache(maxsize=OPEN_VERSIONS)
def _opened(name: str, _folder: str, _digest: str, pk: int) -> Engine:
    version = LakeVersion.objects.get(pk=pk)
    paths = queries.readable(version)
    if name == "spark":
        from gaisma.analytics.engines.spark import SparkEngine

        return SparkEngine(paths)
    from gaisma.analytics.engines.duckdb import DuckdbEngine

    return DuckdbEngine(paths, queries.years(version))


HOLDS_FOR = 1.0
"""Seconds for which a look at the files holds: pages ask dozens of times."""

_looked: dict[tuple[str, str], float] = {}
_met: list[float] = []


def check(version: LakeVersion) -> None:
    """Raises DamagedLake where a file of the version is not what it was written as."""
    key = (str(settings.GAISMA_HOME), version.digest)
    if monotonic() - _looked.get(key, float("-inf")) < HOLDS_FOR:
        return
    _looked.clear()
    try:
        queries.readable(version)
    except DamagedLake:
        _met[:] = [monotonic()]
        raise
    _looked[key] = monotonic()


def was_damaged_lately() -> bool:
    """Whether figures could not be read in the last seconds: pages say so."""
    return bool(_met) and monotonic() - _met[0] < HOLDS_FOR


def look_anew() -> None:
    """Forget what was found."""
    _looked.clear()
    _met.clear()


def page(request: HttpRequest) -> dict[str, Any]:
    return {"lake_is_missing": was_damaged_lately}
