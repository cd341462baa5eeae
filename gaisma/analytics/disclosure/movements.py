"""Other fillings of the tables that agree with what is published, found at the least loss."""

import highspy
import numpy as np
import numpy.typing as npt

from gaisma.analytics.disclosure.lattice import Kind, Lattice
from gaisma.analytics.disclosure.relations import Movement, relations_of

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
        return float(self._losses[movement != 0].sum())

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
