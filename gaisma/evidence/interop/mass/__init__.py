"""Mass facts from files: millions of rows, checked as columns and put into the lake alone.

What is asked of a cell is asked once of each different text of its column. A file says all that
there is of each of its groups from the group's first to its last day in it: what is stored of that
time gives way, so that a period that is sent again is replaced and never doubled. The files of the
lake are written before the transaction that names them; a kill leaves the lake as it was.

`reading` makes values of cells, `taking` facts of rows, `cuts` files of facts in their `ordering`;
`undoing` takes them out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base.registry import Registry, gathered
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.findings import LISTED, Findings
from gaisma.evidence.interop.models import Import

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from gaisma.evidence.interop.meanings import Meanings


@dataclass(frozen=True)
class Sum:
    """A table of the lake that is derived from a mass table, cut as that is: kept true with it."""

    table: LakeTable
    of: Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True)
class MassKind:
    """A kind of mass facts: its columns in files, its table of the lake, how rows become facts.

    `plan` gives the facts, and tells what is wrong to the rows. The table has `group` and `day`, by
    which periods are replaced, and is cut by `month`, as 2024-09.
    `called` gives names of groups for questions about them.
    """

    key: str
    title: "StrOrPromise"
    columns: tuple[Column, ...]
    table: LakeTable
    order_by: tuple[str, ...]
    plan: Callable[["MassRows"], "MassFacts"]
    called: Callable[[list[int]], Mapping[int, str]]
    sums: tuple[Sum, ...] = ()
    order: int = 0


def mass_kinds() -> Registry[MassKind]:
    """What rooms declare."""
    return gathered("MASS_KINDS")


def kind_of(importing: Import) -> MassKind | None:
    """The kind of mass facts that the import brought, if it did."""
    key = importing.kind.removeprefix("table ")
    return next((kind for kind in mass_kinds() if kind.key == key), None)


@dataclass(frozen=True)
class MassFacts:
    """Facts in the columns of their table, in narrow types: they are millions.

    What is the same for all of a group stands once, in `of_group`, by `group`.
    """

    rows: pl.DataFrame
    of_group: pl.DataFrame


@dataclass
class MassRows:
    """A file's rows as values, while they are checked; problems are told with row and value."""

    file: str
    source: str
    today: date
    values: pl.DataFrame
    texts: Mapping[str, pl.Series]
    codes: pl.DataFrame
    titles: Mapping[str, str]
    findings: Findings
    ragged: tuple[int, ...] = ()
    meanings: "Meanings | None" = None

    def refuse(
        self, bad: pl.Expr | pl.Series, column: str, message: str | Callable[[str], str]
    ) -> None:
        """One problem for each row that is bad, an expression over the values or a mask."""
        places = self.values.select(pl.arg_where(bad)).to_series()
        for place in places.head(LISTED):
            text = self._text(column, place)
            told = message if isinstance(message, str) else message(text)
            self.findings.problem(
                self.file,
                told,
                row=self.row(place),
                column=self.titles.get(column, column),
                value=text or None,
            )
        self.findings.uncounted(problems=max(0, len(places) - LISTED))

    def row(self, place: int) -> int:
        """The number of the row in the file, the header being row 1."""
        row = place + 2
        for skipped in self.ragged:
            if skipped <= row:
                row += 1
        return row

    def _text(self, column: str, place: int) -> str:
        if column not in self.codes.columns:
            return ""
        return str(self.texts[column][self.codes[column][place]] or "")
