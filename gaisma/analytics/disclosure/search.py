"""Which cells of a lattice to hide."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from gaisma.analytics.disclosure.lattice import Kind, Lattice
from gaisma.analytics.disclosure.movements import Movements, losses
from gaisma.analytics.disclosure.relations import Movement

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
        for movement in sorted(self._found, key=self._loss, reverse=True):
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

    def _loss(self, movement: Movement) -> float:
        return float(self._losses[movement != 0].sum())

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
