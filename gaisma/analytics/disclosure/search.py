"""Which cells of a lattice to hide.

Other fillings of the tables that agree with what is published are found at the least loss; the sums
of the lattice, as rows of a matrix, tell which agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import highspy
import numpy as np
import numpy.typing as npt

from gaisma.analytics.disclosure.lattice import Kind, Lattice

OCCUPIED = (Kind.GIVEN, Kind.INNER)
"""Of these cells it is known that somebody is in them."""
Movement = npt.NDArray[np.int64]
"""By how much each cell of a lattice differs from its true count in another possible filling."""


@dataclass(frozen=True)
class Relations:
    """Rows over the movements of cells, each between a lower and an upper bound.

    `starts`, `columns` and `factors` are the matrix in compressed rows; `reach` is how far each
    cell can fall: who knows our rule knows that a hidden cell counts somebody.
    """

    starts: npt.NDArray[np.int32]
    columns: npt.NDArray[np.int32]
    factors: npt.NDArray[np.int64]
    lower: npt.NDArray[np.float64]
    upper: npt.NDArray[np.float64]
    reach: Movement

    def allow(self, movement: Movement) -> bool:
        """Whether the true counts moved by this are a possible filling, in whole numbers."""
        if (movement < -self.reach).any():
            return False
        products = self.factors * movement[self.columns]
        rows = np.repeat(np.arange(len(self.lower)), np.diff(self.starts))
        sums = np.bincount(rows, weights=products, minlength=len(self.lower))
        return bool((sums >= self.lower).all() and (sums <= self.upper).all())


def relations_of(lattice: Lattice) -> Relations:
    """All relations that the reader of the tables knows."""
    rows: list[dict[int, int]] = []
    bounds: list[tuple[float, float]] = []
    for each in lattice.sums:
        signs = dict.fromkeys(each.parts, 1) | {each.whole: -1}
        if each.rest is not None:
            signs[each.rest] = 1
        if each.overlap is not None:
            signs[each.overlap] = -1
            for part in each.parts:  # people counted twice loosen the sum, not this
                if lattice.counts[part] > lattice.counts[each.whole]:
                    continue
                rows.append({part: 1, each.whole: -1})
                bounds.append((-np.inf, lattice.counts[each.whole] - lattice.counts[part]))
        rows.append(signs)
        bounds.append((0, 0))
    return Relations(
        starts=np.cumsum([0, *map(len, rows)], dtype=np.int32),
        columns=np.array([column for row in rows for column in row], dtype=np.int32),
        factors=np.array([factor for row in rows for factor in row.values()], dtype=np.int64),
        lower=np.array([low for low, _ in bounds], dtype=np.float64),
        upper=np.array([high for _, high in bounds], dtype=np.float64),
        reach=_reach(lattice),
    )


def _reach(lattice: Lattice) -> Movement:
    known = np.array([kind in OCCUPIED for kind in lattice.kinds], dtype=np.int64)
    return np.array(lattice.counts, dtype=np.int64) - known


NODES = 200
"""How far the search for whole numbers goes before everything is moved at once."""


class Movements:
    """A linear programme over the movements of all cells; its price is what they would hide."""

    def __init__(self, lattice: Lattice) -> None:
        self._counts = np.array(lattice.counts, dtype=np.int64)
        self._relations = relations_of(lattice)
        self._losses = losses(lattice)  # of what is not hidden yet
        self._solver = self._programme()

    def loss(self, movement: Movement) -> float:
        """What this movement would hide beyond what is hidden already."""
        return _loss(self._losses, movement)

    def hide(self, index: int) -> None:
        """Let this cell move for nothing from now on."""
        self._losses[index] = 0.0
        for column in self._columns(index):
            self._solver.changeColCost(column, 0.0)

    def cheapest(self, index: int, amount: int) -> Movement | None:
        """The movement of little loss that moves this cell by that much, if it can move so far."""
        if -amount > self._relations.reach[index]:
            return None
        up, down = self._columns(index)
        self._solver.changeColBounds(up, max(amount, 0), max(amount, 0))
        self._solver.changeColBounds(down, max(-amount, 0), max(-amount, 0))
        movement = self._solved()
        if movement is None:
            movement = self._solved_in_whole_numbers()
        if movement is not None:
            movement = self._with_fewer_cells(movement, amount)
        self._allow(index)
        if movement is None and amount > 0:
            return self._counts * amount  # everything in proportion: agrees with any sums
        return movement

    def _with_fewer_cells(self, movement: Movement, amount: int) -> Movement:
        """Do without cells that move only a little, where that hides less.

        The programme prices how far cells move, while the loss is which cells move at all.
        """
        little = (movement != 0) & (np.abs(movement) < abs(amount)) & (self._losses > 0)
        for index in sorted(np.flatnonzero(little).tolist(), key=lambda each: self._losses[each]):
            for column in self._columns(index):
                self._solver.changeColBounds(column, 0.0, 0.0)
            other = self._solved()
            if other is not None and self.loss(other) < self.loss(movement):
                movement = other
            self._allow(index)
        return movement

    def _allow(self, index: int) -> None:
        up, down = self._columns(index)
        self._solver.changeColBounds(up, 0.0, highspy.kHighsInf)
        self._solver.changeColBounds(down, 0.0, float(self._relations.reach[index]))

    def _columns(self, index: int) -> tuple[int, int]:
        return index, index + len(self._counts)

    def _solved(self) -> Movement | None:
        if self._solver.run() == highspy.HighsStatus.kError:
            # Without this an answer would still come, of everything moved at once: it hides more.
            raise RuntimeError("The solver refuses to run: another one here uses more threads?")
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(self._solver.getSolution().col_value)
        cells = len(self._counts)
        movement = np.rint(values[:cells] - values[cells:]).astype(np.int64)
        return movement if self._relations.allow(movement) else None

    def _solved_in_whole_numbers(self) -> Movement | None:
        columns = np.arange(2 * len(self._counts), dtype=np.int32)
        for kind in (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous):
            kinds = np.full(len(columns), int(kind), dtype=np.uint8)
            self._solver.changeColsIntegrality(len(columns), columns, kinds)
            if kind is highspy.HighsVarType.kInteger:
                movement = self._solved()
        return movement

    def _programme(self) -> highspy.Highs:
        cells, relations = len(self._counts), self._relations
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = 2 * cells, len(relations.lower)
        programme.col_cost_ = np.concatenate([self._losses, self._losses])
        programme.col_lower_ = np.zeros(2 * cells)
        programme.col_upper_ = np.concatenate(
            [np.full(cells, highspy.kHighsInf), relations.reach.astype(np.float64)]
        )
        programme.row_lower_, programme.row_upper_ = relations.lower, relations.upper
        self._set_matrix(programme)
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("mip_max_nodes", NODES)
        solver.passModel(programme)
        return solver

    def _set_matrix(self, programme: highspy.HighsLp) -> None:
        """Ups in the first half of the columns, downs in the second."""
        relations = self._relations
        matrix = programme.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.start_ = relations.starts * 2
        lengths = np.diff(relations.starts)
        order = np.argsort(
            np.concatenate([np.repeat(np.arange(len(lengths)), lengths)] * 2), kind="stable"
        )
        columns = np.concatenate([relations.columns, relations.columns + len(self._counts)])
        matrix.index_ = columns[order]
        matrix.value_ = np.concatenate([relations.factors, -relations.factors])[order]


def losses(lattice: Lattice) -> npt.NDArray[np.float64]:
    """The loss of hiding each cell: its people, and a little that settles equals by their order.

    What no table shows costs nothing. How many people stand in two cells may be known to others:
    their not knowing it is relied on last.
    """
    last = 10.0 * max(lattice.counts, default=0)
    ranks = np.linspace(0.0, 0.5, len(lattice.counts))
    prices = {Kind.INNER: 0.0, Kind.MARGIN: 0.0, Kind.REST: 0.0, Kind.OVERLAP: last}
    return np.array(
        [
            prices.get(kind, count + rank)
            for kind, count, rank in zip(lattice.kinds, lattice.counts, ranks, strict=True)
        ]
    )


Mask = npt.NDArray[np.bool_]


def hidden_cells(lattice: Lattice, smallest: int) -> set[int]:
    """The small cells, and those of least loss that keep them from being worked out."""
    small = [
        index
        for index, (count, kind) in enumerate(zip(lattice.counts, lattice.kinds, strict=True))
        if kind in (Kind.GIVEN, Kind.INNER) and count < smallest
    ]
    exposed = [index for index in lattice.exposed if lattice.counts[index] < smallest]
    if not small and not exposed:
        return set()
    search = Search(lattice, smallest, sensitive=[*small, *exposed])
    search.protect()
    return search.needed()


def _loss(losses: npt.NDArray[np.float64], movement: Movement) -> float:
    return float(losses[movement != 0].sum())


class Search:
    """Hidden cells and the movements that show how wide the interval of each is."""

    def __init__(self, lattice: Lattice, smallest: int, *, sensitive: Sequence[int]) -> None:
        self._lattice = lattice
        self._smallest = smallest
        self._losses = losses(lattice)
        self._given = np.array([kind is Kind.GIVEN for kind in lattice.kinds])
        self._sensitive = sorted(sensitive, key=lambda index: (lattice.counts[index], index))
        self._waiting = list(self._sensitive)
        self._found: list[Movement] = []
        self._low = self._high = np.zeros(len(lattice.cells), dtype=np.int64)
        self._movements = Movements(lattice)
        for index in self._sensitive:
            self._movements.hide(index)

    def protect(self) -> None:
        """Hide cells until the interval of every hidden cell is wide enough."""
        for index in self._waiting:  # grows while cells are hidden
            self._widen_for_nothing(index)
            if self._missing(index) > 0:
                self._keep(self._widest(index))

    def needed(self) -> set[int]:
        """The hidden cells, without those that later ones made superfluous."""
        kept = list(self._found)
        for movement in sorted(self._found, key=partial(_loss, self._losses), reverse=True):
            fewer = [other for other in kept if other is not movement]
            if self._enough(fewer):
                kept = fewer
        return set(np.flatnonzero(self._hidden_by(kept)).tolist())

    def _widen_for_nothing(self, index: int) -> None:
        """Take what can be had without hiding more: up, or else down as far as that goes."""
        missing = self._missing(index)
        for amount in (missing, *range(-missing, 0)):
            edge = self._high[index] if amount > 0 else self._low[index]
            movement = self._movements.cheapest(index, int(edge) + amount)
            if movement is not None and not self._movements.loss(movement):
                self._keep(movement)
                return

    def _widest(self, index: int) -> Movement:
        ways = [
            self._movements.cheapest(index, int(self._low[index]) + self._smallest),
            self._movements.cheapest(index, int(self._high[index]) - self._smallest),
        ]
        return min((way for way in ways if way is not None), key=self._movements.loss)

    def _missing(self, index: int) -> int:
        return int(self._smallest - (self._high[index] - self._low[index]))

    def _keep(self, movement: Movement) -> None:
        self._found.append(movement)
        self._low, self._high = np.minimum(self._low, movement), np.maximum(self._high, movement)
        known = set(self._waiting)
        for index in np.flatnonzero(movement).tolist():
            self._movements.hide(index)
            if self._given[index] and index not in known:
                self._waiting.append(index)

    def _hidden_by(self, movements: Sequence[Movement]) -> Mask:
        hidden = np.any([movement != 0 for movement in movements], axis=0)
        hidden[self._sensitive] = True
        return np.asarray(hidden & self._given)

    def _enough(self, movements: Sequence[Movement]) -> bool:
        """Whether these movements alone show that all they hide, and all small, is protected."""
        still = np.zeros_like(self._low)
        widths = np.max([still, *movements], axis=0) - np.min([still, *movements], axis=0)
        protected = self._hidden_by([still, *movements])
        protected[self._sensitive] = True
        return bool((widths[protected] >= self._smallest).all())
