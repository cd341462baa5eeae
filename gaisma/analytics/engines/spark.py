"""Spark, for many cities: the optional extra `spark`, with Java 17."""

import os
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaisma.analytics.engines import Files

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

MASTER = "local[*]"
SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.log.level": "ERROR",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""What a session on this machine needs; a cluster's own session, where it stands, is used as is."""

ENVIRONMENT = {"LC_ALL": "C.UTF-8", "SPARK_LOCAL_IP": "127.0.0.1"}
"""Java reads names of files in the language of its environment; an ASCII one loses diacritics."""


class SparkEngine:
    """A Spark session whose views are the version's files."""

    dialect = "pyspark"

    def __init__(self, files: Files) -> None:
        self._session = session().newSession()
        self.version = f"spark {self._session.version}"
        for table, paths in files.items():
            self._frame(paths).createOrReplaceTempView(table)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(sql).collect()]

    def arrow(self, sql: str) -> Any:
        return self._session.sql(sql).toArrow()

    def _frame(self, paths: Sequence[Path]) -> "DataFrame":
        # Folders are no columns: everything is in the files. Names are names, not patterns.
        reader = self._session.read.option("recursiveFileLookup", "true")
        return reader.parquet(*(re.sub(r"([{}\[\]*?\\])", r"\\\1", str(path)) for path in paths))


def session(**more: str) -> "SparkSession":
    """The session that stands in this process, or a new one on this machine with more settings."""
    with _environment(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own parts; it is given SQL and files only
        from pyspark.sql import SparkSession

        standing = SparkSession.getActiveSession()
        if standing is not None:
            return standing
        builder = SparkSession.builder.master(MASTER).appName("gaisma")
        for name, value in {**SETTINGS, **more}.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()


@contextmanager
def _environment() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
