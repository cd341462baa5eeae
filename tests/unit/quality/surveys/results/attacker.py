"""Somebody who holds the published counts of an item and works out what is hidden.

Written apart from what it attacks: it knows which institutions are of a kind and which audiences
make up another, writes every published count as a sum of what each institution answered, and asks
a linear programme for the least and the greatest that a hidden count can be. It may be told how
many answered in every institution, hidden or not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import highspy
import numpy as np
import polars as pl

UNBOUNDED = highspy.HighsModelStatus.kUnbounded
Row = tuple[str, str, str]
"""An audience, a level and a place."""
Atom = tuple[str, str]
"""An audience and an institution."""


@dataclass
class Attack:
    """What is published, over the counts of each answer in each atom, and the hidden rows."""

    atoms: dict[Row, frozenset[Atom]]
    columns: dict[tuple[Atom, str], int]
    answers: list[str]
    sums: list[np.ndarray] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)
    open_atoms: set[Atom] = field(default_factory=set)
    hidden: list[Row] = field(default_factory=list)

    def unknown(self, row: Row) -> frozenset[Atom]:
        """Of a hidden row, the institutions that are hidden themselves."""
        return self.atoms[row] - self.open_atoms

    def told(self, bases: Mapping[Atom, int]) -> "Attack":
        """The same attack by somebody who knows how many answered everywhere."""
        sums = [self._sum({atom}, self.answers) for atom in bases]
        return Attack(
            self.atoms,
            self.columns,
            self.answers,
            [*self.sums, *sums],
            [*self.counts, *bases.values()],
            self.open_atoms,
            self.hidden,
        )

    def interval(self, atoms: Iterable[Atom], answers: Iterable[str]) -> tuple[float, float]:
        """The least and the greatest number in these atoms who gave one of these answers."""
        wanted = self._sum(atoms, answers)
        return self._least(wanted), -self._least(-wanted)

    def publish(self, row: Row, count: float, answers: Iterable[str]) -> None:
        self.sums.append(self._sum(self.atoms[row], answers))
        self.counts.append(count)

    def _sum(self, atoms: Iterable[Atom], answers: Iterable[str]) -> np.ndarray:
        chosen = np.zeros(len(self.columns))
        answered = list(answers)
        for atom in atoms:
            chosen[[self.columns[atom, answer] for answer in answered]] = 1
        return chosen

    @cached_property
    def _programme(self) -> highspy.Highs:
        programme = highspy.Highs()
        programme.silent()
        programme.setOptionValue("threads", 1)  # a process has one number for all its solvers
        infinity = highspy.kHighsInf
        programme.addVars(len(self.columns), np.zeros(len(self.columns)), self._whatever(infinity))
        for chosen, count in zip(self.sums, self.counts, strict=True):
            columns = np.flatnonzero(chosen).astype(np.int32)
            programme.addRow(count, count, len(columns), columns, np.ones(len(columns)))
        return programme

    def _whatever(self, number: float) -> np.ndarray:
        return np.full(len(self.columns), number)

    def _least(self, wanted: np.ndarray) -> float:
        every = np.arange(len(wanted), dtype=np.int32)
        self._programme.changeColsCost(len(every), every, wanted)
        self._programme.run()
        status = self._programme.getModelStatus()
        if status in (UNBOUNDED, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return -np.inf
        assert status == highspy.HighsModelStatus.kOptimal, status
        return round(self._programme.getInfo().objective_function_value, 6)


def attack_on(
    counts: pl.DataFrame,
    kinds: Mapping[str, str],
    joined: Mapping[str, tuple[str, ...]],
    *,
    heads_of: Collection[str] = (),
) -> Attack:
    """The attack on the public counts of one item, by heads with those of their institutions."""
    own = (pl.col("view") == "inside") & pl.col("place").is_in(list(heads_of))
    seen = counts.filter((pl.col("view") == "public") | own)
    atoms = _atoms(counts, kinds, joined)
    answers = counts["answer"].unique().sort().to_list()
    everywhere = sorted(frozenset().union(*atoms.values()))
    columns = {
        (atom, answer): place
        for place, (atom, answer) in enumerate((a, b) for a in everywhere for b in answers)
    }
    attack = Attack(atoms, columns, answers)
    rows = ["audience", "level", "place"]
    shown = set(seen.filter(~pl.col("is_suppressed")).select(rows).iter_rows())
    for *row, answer, count in (
        seen.drop_nulls("count").select(*rows, "answer", "count").unique().iter_rows()
    ):
        attack.publish(tuple(row), count, [answer])
    attack.open_atoms = {atom for row in shown if len(atoms[row]) == 1 for atom in atoms[row]}
    attack.hidden = sorted(set(seen.select(rows).iter_rows()) - shown)
    return attack


def _atoms(
    counts: pl.DataFrame, kinds: Mapping[str, str], joined: Mapping[str, tuple[str, ...]]
) -> dict[Row, frozenset[Atom]]:
    rows = set(counts.select("audience", "level", "place").iter_rows())
    single = {(audience, place) for audience, level, place in rows if level == "institution"}
    single = {(audience, place) for audience, place in single if audience not in joined}
    return {
        (audience, level, place): frozenset(
            atom
            for atom in single
            if atom[0] in joined.get(audience, (audience,))
            and (level == "city" or place == (kinds[atom[1]] if level == "kind" else atom[1]))
        )
        for audience, level, place in rows
    }
