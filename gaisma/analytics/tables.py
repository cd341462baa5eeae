"""What the lake holds: tables of facts with their columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class LakeTable:
    """A table of facts: its columns and their types in Ibis' words.

    Types are int64, string, boolean, date, decimal(p, s) and array<string>.

    Files are cut by the columns that `cut_by` names, so that a question reads what it touches.
    """

    key: str
    columns: Mapping[str, str]
    cut_by: tuple[str, ...] = ()


class Lake:
    """The tables as unbound expressions, by attribute: `lake.enrolments`."""

    def __init__(self, tables: Iterable[LakeTable]) -> None:
        self._tables = {table.key: table for table in tables}

    def __getattr__(self, key: str) -> "ir.Table":
        import ibis

        try:
            table = self._tables[key]
        except KeyError:
            raise AttributeError(f"The lake has no table {key!r}.") from None
        return ibis.table(dict(table.columns), name=key)

    def __contains__(self, key: object) -> bool:
        return key in self._tables
