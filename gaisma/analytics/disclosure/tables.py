"""What is given to disclosure control and comes back from it: tables of counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

TOTAL = ""
"""The coordinate of a margin: all values of its dimension together."""

Coordinates = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Counts of one population by some dimensions, margins under the coordinate TOTAL.

    Cells that are absent count nobody. `within` holds the filters that all cells share. `of` says
    what is counted: cells of the same `of`, the same filters and coordinates are the same cell.
    A table that `is_inner` is not published: its small cells must not follow from those that are.
    """

    key: str
    of: str
    by: tuple[str, ...]
    cells: Mapping[Coordinates, int | None]
    within: Mapping[str, str] = field(default_factory=dict)
    is_inner: bool = False

    def with_cells(self, cells: Mapping[Coordinates, int | None]) -> "Table":
        """The same table with other counts."""
        return replace(self, cells=dict(cells))

    def named(self, coordinates: Coordinates) -> dict[str, str]:
        """The dimensions of one cell by name, without those that it sums over."""
        own = dict(zip(self.by, coordinates, strict=True))
        return dict(self.within) | {name: value for name, value in own.items() if value != TOTAL}


@dataclass(frozen=True)
class Hierarchy:
    """Each value of a dimension lies within one value of another, as an institution in its kind."""

    dimension: str
    within: str
    parents: Mapping[str, str]


@dataclass(frozen=True)
class Share:
    """Two tables of the list, by key, whose cells are divided: those counted in `part` are among
    those in `whole`, so that the rest of the whole is given away and protected as well."""

    part: str
    whole: str


def pairs(first: Table, second: Table) -> dict[Coordinates, tuple[int, int] | None]:
    """The pairs of counts that a share or a change is computed from, None where one is hidden.

    Both tables have the same dimensions; a cell that one of them lacks counts as nobody.
    """
    together = {}
    for coordinates in sorted({*first.cells, *second.cells}):
        left, right = first.cells.get(coordinates, 0), second.cells.get(coordinates, 0)
        together[coordinates] = None if left is None or right is None else (left, right)
    return together
