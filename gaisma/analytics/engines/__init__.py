"""Engines: they run SQL over the files of one lake version."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

Files = Mapping[str, Sequence[Path]]
"""For each table the Parquet files that make it, at least one: an empty table has an empty file."""


class OlderTables(LookupError):
    """The version was made before the tables or columns that are asked for."""


class Engine(Protocol):
    """Reads the tables of one version.

    `dialect` is what Ibis compiles to; `version` names the engine, as a part of definitions.
    """

    dialect: str
    version: str

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The query's rows: whole numbers as int, decimals as Decimal, dates as date.

        Raises OlderTables.
        """
        ...

    def arrow(self, sql: str) -> Any:
        """The query's rows as an Arrow table."""
        ...
