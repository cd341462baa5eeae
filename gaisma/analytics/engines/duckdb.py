"""DuckDB in this process."""

from typing import Any

import duckdb

from gaisma.analytics.engines import Files


class DuckdbEngine:
    """An in-memory database whose views are the version's files; safe to use from many threads."""

    dialect = "duckdb"
    version = f"duckdb {duckdb.__version__}"

    def __init__(self, files: Files) -> None:
        self._connection = duckdb.connect(
            config={
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            }
        )
        for table, paths in files.items():
            self._connection.read_parquet([str(path) for path in paths]).create_view(table)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.cursor().execute(sql).fetchall()

    def arrow(self, sql: str) -> Any:
        return self._connection.cursor().sql(sql).to_arrow_table()
