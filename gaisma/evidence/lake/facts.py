"""How a room fills its tables of the lake."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from gaisma.analytics.tables import LakeTable


@dataclass(frozen=True)
class Fact:
    """A table of the lake, copied from the record.

    `rows` reads the record and gives the table's columns, in an order that does not change from
    one reading to the next; `changed_by` names the tables of the record that it depends on.
    A mass table that is appended to has no `rows`.
    """

    table: LakeTable
    rows: Callable[[], pl.DataFrame] | None = None
    changed_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.table.key
