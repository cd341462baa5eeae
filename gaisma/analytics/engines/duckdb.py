"""DuckDB in this process."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path
from typing import Any

import duckdb

from gaisma.analytics.engines import Files, OlderTables


class DuckdbEngine:
    """An in-memory database whose views are the version's files; safe to use from many threads."""

    dialect = "duckdb"
    version = f"duckdb {duckdb.__version__}"

    def __init__(self, files: Files, years: Mapping[Path, str] | None = None) -> None:
        """`years` tells of a file the one school year that all its rows have, where it is so."""
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        # The files never change, so what their footers say is read once.
        self._connection.execute("SET parquet_metadata_cache = true")
        for table, paths in files.items():
            self._reading(paths, years or {}).create_view(table)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with _older_tables():
            return self._connection.cursor().execute(sql).fetchall()

    def arrow(self, sql: str) -> Any:
        with _older_tables():
            return self._connection.cursor().sql(sql).to_arrow_table()

    def _reading(self, paths: Sequence[Path], years: Mapping[Path, str]) -> duckdb.DuckDBPyRelation:
        """All files; those of a year with it as a constant, so that only the asked are opened."""
        of_years: defaultdict[str | None, list[str]] = defaultdict(list)
        for path in paths:
            of_years[years.get(path)].append(str(path))
        parts = [self._of_year(year, some) for year, some in of_years.items()]
        return reduce(duckdb.DuckDBPyRelation.union, parts)

    def _of_year(self, year: str | None, paths: list[str]) -> duckdb.DuckDBPyRelation:
        rows = self._connection.read_parquet(paths)
        if year is None:
            return rows
        constant = duckdb.ConstantExpression(year).alias("school_year")
        columns = [constant if name == "school_year" else name for name in rows.columns]
        return rows.select(*columns)


@contextmanager
def _older_tables() -> Iterator[None]:
    """What is missing in a version was made later. Raises OlderTables."""
    try:
        yield
    except (duckdb.CatalogException, duckdb.BinderException) as missing:
        raise OlderTables(str(missing)) from missing
