"""The sums of a lattice as rows of a matrix, and whether another filling agrees with them."""

from dataclasses import dataclass

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
