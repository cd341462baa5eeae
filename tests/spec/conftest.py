"""Spark, started once, for tables of a few rows."""

from collections.abc import Callable, Iterator

import pytest

from gaisma.analytics.engines import Engine, Files

FOR_FEW_ROWS = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
}
"""Compiling each query to Java takes longer than running it on a few rows."""


@pytest.fixture(scope="session")
def spark() -> Iterator[Callable[[Files], Engine]]:
    """Makes engines over files."""
    from gaisma.analytics.engines.spark import SparkEngine, session

    standing = session(**FOR_FEW_ROWS)
    yield SparkEngine
    standing.stop()
