"""Somebody who holds all published tables, knows the rule, and works out what is hidden.

Written apart from what it attacks: it knows no margins and no relations, only people in the
finest cells of all dimensions together, of which every published cell is a sum.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import LinearConstraint, milp

from gaisma.analytics.disclosure import TOTAL, Hierarchy, Table


@dataclass(frozen=True)
class Attack:
    """Published sums over the finest cells, and the hidden cells with theirs."""

    sums: np.ndarray
    counts: np.ndarray
    hidden: dict[tuple[str, tuple[str, ...]], np.ndarray]

    def derivable(self) -> list[tuple[str, tuple[str, ...]]]:
        """Hidden cells that follow from the published ones by adding and subtracting."""
        rank = np.linalg.matrix_rank(self.sums) if self.sums.size else 0
        return [
            cell
            for cell, row in self.hidden.items()
            if np.linalg.matrix_rank(np.vstack([self.sums, row])) == rank
        ]

    def interval(
        self, cell: tuple[str, tuple[str, ...]], *, whole: bool = True
    ) -> tuple[float, float]:
        """The least and the greatest count that a hidden cell can have."""
        row = self.hidden[cell]
        return self._extreme(row, whole=whole), -self._extreme(-row, whole=whole)

    def _extreme(self, row: np.ndarray, *, whole: bool) -> float:
        known = np.vstack([self.sums, *self.hidden.values()])
        ones = np.ones(len(self.hidden))
        answer = milp(
            row,
            constraints=LinearConstraint(
                known,
                np.concatenate([self.counts, ones]),
                np.concatenate([self.counts, ones * np.inf]),
            ),
            integrality=np.full(len(row), int(whole)),
        )
        if answer.status in (3, 4):  # unbounded
            return -np.inf
        assert answer.status == 0, answer.message
        return round(answer.fun, 6)


def attack_on(tables: Sequence[Table], hierarchies: Collection[Hierarchy] = ()) -> Attack:
    """What the attacker writes down on seeing these tables of one population."""
    atoms = _atoms(tables, hierarchies)
    sums, counts, hidden = [], [], {}
    for table in tables:
        for coordinates, count in table.cells.items():
            wanted = dict(table.within) | {
                name: value
                for name, value in zip(table.by, coordinates, strict=True)
                if value != TOTAL
            }
            row = np.array([wanted.items() <= atom.items() for atom in atoms], dtype=float)
            if count is None:
                hidden[table.key, coordinates] = row
            else:
                sums.append(row)
                counts.append(count)
    matrix, right = np.array(sums).reshape(len(sums), len(atoms)), np.array(counts, dtype=float)
    empty = matrix[right == 0].sum(axis=0) > 0
    hidden = {cell: row[~empty] for cell, row in hidden.items()}
    return Attack(matrix[:, ~empty], right, hidden)


def _atoms(tables: Sequence[Table], hierarchies: Collection[Hierarchy]) -> list[dict[str, str]]:
    values: dict[str, set[str]] = {}
    for table in tables:
        for coordinates in table.cells:
            for name, value in zip(table.by, coordinates, strict=True):
                values.setdefault(name, set()).update({value} - {TOTAL})
        for name, value in table.within.items():
            values.setdefault(name, {"another"}).add(value)
    for level in hierarchies:
        values.pop(level.within, None)
    atoms: list[dict[str, str]] = [
        dict(zip(sorted(values), each, strict=True))
        for each in product(*(sorted(values[name]) for name in sorted(values)))
    ]
    for level in hierarchies:
        for atom in atoms:
            atom[level.within] = level.parents[atom[level.dimension]]
    return atoms
