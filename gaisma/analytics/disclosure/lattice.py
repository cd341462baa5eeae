"""All cells of a list of tables of counts, and the linear relations that anybody can write down."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import combinations

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


Cell = tuple[str, tuple[tuple[str, str], ...]]
"""What is counted, and the coordinates in the order of their names."""


class Kind(Enum):
    """Where a cell stands: in a table, in one that is not published, or only in the mind of who
    adds tables up."""

    GIVEN = "given"
    INNER = "inner"
    MARGIN = "margin"
    REST = "rest"
    OVERLAP = "overlap"


@dataclass(frozen=True)
class Sum:
    """A whole equals its parts, plus a rest that no table shows, less people counted twice."""

    whole: int
    parts: tuple[int, ...]
    rest: int | None = None
    overlap: int | None = None


@dataclass
class Lattice:
    """Cells in a fixed order, their counts and kinds, and the sums among them; zeros are left out.

    `exposed` are rests that follow from published cells, so that small ones need protection.
    """

    coordinates_of: "Normal"
    cells: list[Cell] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    exposed: list[int] = field(default_factory=list)

    def add(self, cell: Cell, count: int, kind: Kind) -> int:
        self.cells.append(cell)
        self.counts.append(count)
        self.kinds.append(kind)
        return len(self.cells) - 1

    def cells_of(self, table: Table) -> dict[Coordinates, Cell]:
        """The cell that each of a table's coordinates stands for."""
        return {
            coordinates: self.coordinates_of.cell(table.of, table.named(coordinates))
            for coordinates in table.cells
        }


class Normal:
    """Coordinates with everything that they imply: an institution's kind goes without saying."""

    def __init__(self, hierarchies: Collection[Hierarchy]) -> None:
        self._levels = sorted(hierarchies, key=lambda level: (level.dimension, level.within))

    def cell(self, of: str, coordinates: Mapping[str, str]) -> Cell:
        """The one name of a cell; raises ValueError when coordinates contradict a hierarchy."""
        full = dict(coordinates)
        waiting = list(coordinates)
        for dimension in waiting:
            for level in self._levels:
                parent = level.parents.get(full[dimension])
                if level.dimension != dimension or parent is None:
                    continue
                if full.setdefault(level.within, parent) != parent:
                    message = f"{full[dimension]} lies in {parent}, not in {full[level.within]}."
                    raise ValueError(message)
                waiting.append(level.within)
        return of, tuple(sorted(full.items()))

    def implied(self, dimensions: Collection[str]) -> set[str]:
        """The dimensions that follow from others of these."""
        return {level.within for level in self._levels if level.dimension in dimensions}

    def wholes(self, cell: Cell) -> Iterator[tuple[str, Cell]]:
        """Each cell that this one is a part of, one dimension fewer, with that dimension."""
        of, coordinates = cell
        fixed = self.implied([name for name, _ in coordinates])
        for dimension, _ in coordinates:
            if dimension not in fixed:
                yield dimension, (of, tuple(pair for pair in coordinates if pair[0] != dimension))


def lattice_of(
    tables: Sequence[Table],
    hierarchies: Collection[Hierarchy],
    shares: Collection[Share],
    *,
    is_loose: bool = False,
) -> Lattice:
    """The lattice that a list of tables spans."""
    lattice = Lattice(Normal(hierarchies))
    given = _given(lattice, [table for table in tables if not table.is_inner])
    inner = _given(lattice, tables)
    counts = _margins(lattice.coordinates_of, tables) | inner
    index = {
        cell: lattice.add(cell, counts[cell], _kind(cell, given, inner))
        for cell in sorted(counts)
        if counts[cell]
    }
    for (whole, dimension), parts in sorted(_groups(lattice, counts, tables, shares).items()):
        if counts[whole]:
            inside = tuple(index[part] for part in sorted(parts) if counts[part])
            _add_sum(lattice, index[whole], inside, dimension, is_loose=is_loose)
        elif not is_loose and any(counts[part] for part in parts):
            raise ValueError(f"{_text(whole)} counts nobody, but a part of it does.")
    return lattice


def _kind(cell: Cell, given: Collection[Cell], inner: Collection[Cell]) -> Kind:
    if cell in given:
        return Kind.GIVEN
    return Kind.INNER if cell in inner else Kind.MARGIN


def _given(lattice: Lattice, tables: Sequence[Table]) -> dict[Cell, int]:
    given: dict[Cell, int] = {}
    for table in tables:
        for coordinates, cell in lattice.cells_of(table).items():
            count = table.cells[coordinates]
            if count is None or count < 0:
                raise ValueError(f"{_text(cell)} is not a count of people: {count}.")
            if given.setdefault(cell, count) != count:
                raise ValueError(f"Two tables disagree on {_text(cell)}: {given[cell]}, {count}.")
    return given


def _margins(normal: Normal, tables: Sequence[Table]) -> dict[Cell, int]:
    """What the reader of a table can add up, given or not; the least where ways differ."""
    inner: defaultdict[tuple[Cell, frozenset[str]], dict[Cell, int]] = defaultdict(dict)
    for table in tables:
        shown = inner[normal.cell(table.of, table.within), frozenset(table.by)]
        for coordinates, count in table.cells.items():
            if count and TOTAL not in coordinates:
                shown[normal.cell(table.of, table.named(coordinates))] = count
    margins: dict[Cell, int] = {}
    for (filters, _), cells in inner.items():
        added: defaultdict[Cell, int] = defaultdict(int)
        for cell, count in cells.items():
            for above in _above(normal, filters, cell):
                added[above] += count
        for cell, count in added.items():
            margins[cell] = min(count, margins.get(cell, count))
    return margins


def _above(normal: Normal, filters: Cell, cell: Cell) -> Iterator[Cell]:
    """Every cell with at least these filters that a table's inner cell is summed into."""
    (of, fixed), (_, full) = filters, cell
    free = [pair for pair in full if pair not in fixed]
    always = {name for name, _ in fixed}
    for size in range(len(free)):
        for kept in combinations(free, size):
            names = {name for name, _ in kept}
            if normal.implied(names) <= names | always:
                yield of, tuple(sorted(fixed + kept))


def _groups(
    lattice: Lattice,
    counts: Mapping[Cell, int],
    tables: Sequence[Table],
    shares: Collection[Share],
) -> dict[tuple[Cell, str], set[Cell]]:
    """The parts of each whole along each dimension."""
    groups: defaultdict[tuple[Cell, str], set[Cell]] = defaultdict(set)
    for cell in counts:
        for dimension, whole in lattice.coordinates_of.wholes(cell):
            if whole in counts:
                groups[whole, dimension].add(cell)
    cells = {table.key: lattice.cells_of(table) for table in tables}
    for share in shares:
        for coordinates, part in cells[share.part].items():
            if coordinates not in cells[share.whole]:
                raise ValueError(f"{share.whole} lacks {coordinates}, which {share.part} divides.")
            groups[cells[share.whole][coordinates], f"share {share.part}"].add(part)
    return groups


def _add_sum(
    lattice: Lattice, whole: int, parts: tuple[int, ...], dimension: str, *, is_loose: bool
) -> None:
    of, coordinates = lattice.cells[whole]
    if (
        not is_loose
        and max((lattice.counts[part] for part in parts), default=0) > lattice.counts[whole]
    ):
        raise ValueError(f"{_text(lattice.cells[whole])} is less than a part of it.")
    missing = lattice.counts[whole] - sum(lattice.counts[part] for part in parts)
    rest = overlap = None
    if missing > 0:
        rest = lattice.add((of, (*coordinates, (dimension, "rest"))), missing, Kind.REST)
        if lattice.kinds[whole] is Kind.GIVEN:
            lattice.exposed.append(rest)
    elif missing < 0:
        overlap = lattice.add((of, (*coordinates, (dimension, "twice"))), -missing, Kind.OVERLAP)
    lattice.sums.append(Sum(whole, parts, rest, overlap))


def _text(cell: Cell) -> str:
    of, coordinates = cell
    return f"{of} ({', '.join(f'{name}={value}' for name, value in coordinates) or 'all'})"
