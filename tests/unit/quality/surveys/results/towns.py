"""Small towns that answered one item, and what an attack on them finds."""

from collections.abc import Collection, Mapping, Sequence

import polars as pl
from hypothesis import strategies as st

from gaisma.quality.surveys.results.protection import protected
from gaisma.quality.surveys.thresholds import ByAudience, Thresholds
from tests.unit.quality.surveys.results.attacker import Atom, attack_on
from tests.unit.quality.surveys.results.waves import PARENTS, wave_of

ANSWERS = ("always", "never", "often")
KINDS = {"A": "school", "B": "school", "C": "school", "D": "nursery", "E": "nursery", "F": "home"}
PARTS = PARENTS["parents"]
SHOWN, INSIDE = 10, 5
Counts = tuple[int, int, int]
Town = Mapping[Atom, Counts]
"""How many in each audience and institution gave each of the answers."""


def towns() -> st.SearchStrategy[Town]:
    few = st.tuples(*[st.integers(0, 4)] * 3)
    many = st.tuples(*[st.integers(0, 20)] * 3)
    atoms = [(audience, institution) for audience in PARTS for institution in KINDS]
    return st.fixed_dictionaries(dict.fromkeys(atoms, st.one_of(few, many)))


def closed(
    town: Town, thresholds: ByAudience | None = None, *, paper: Town | None = None
) -> pl.DataFrame:
    """The published counts. `paper` is what was entered from sheets, `town` what came by codes."""
    sheets = paper or {}
    both = {
        atom: [*_each(counts), *_each(sheets.get(atom, (0, 0, 0)))] for atom, counts in town.items()
    }
    wave = wave_of(both, KINDS, answers=ANSWERS)
    return protected(
        wave.rows,
        wave.populations,
        thresholds or Thresholds(),
        scales=wave.scales,
        joined=PARENTS,
        on_paper=[
            f"{audience} {institution} {number}"
            for (audience, institution), counts in town.items()
            for number in range(sum(counts), len(both[audience, institution]))
        ],
    ).counts


def _each(counts: Counts) -> list[str]:
    """The answers, one for each who gave it."""
    return [answer for answer, count in zip(ANSWERS, counts, strict=True) for _ in range(count)]


def without(counts: pl.DataFrame, paper: Town) -> pl.DataFrame:
    """The published counts without sheets that somebody knows."""
    known = [
        (audience, level, place, answer, given)
        for (part, institution), sheets in paper.items()
        for audience in (part, *(name for name, parts in PARENTS.items() if part in parts))
        for level, place in (
            ("city", ""),
            ("kind", KINDS[institution]),
            ("institution", institution),
        )
        for answer, given in zip(ANSWERS, sheets, strict=True)
    ]
    names = ["audience", "level", "place", "answer"]
    schema = {**dict.fromkeys(names, pl.String), "known": pl.Int64}
    summed = pl.DataFrame(known, schema=schema, orient="row").group_by(names).agg(pl.sum("known"))
    return counts.join(summed, on=names, how="left").with_columns(
        count=pl.col("count") - pl.col("known").fill_null(0)
    )


def findings(counts: pl.DataFrame, town: Town, *, heads_of: Sequence[str] = ()) -> list[str]:
    """What is worked out of a town that should not be."""
    bases = {atom: sum(given) for atom, given in town.items()}
    return findings_in(counts, bases, KINDS, heads_of=heads_of)


def findings_in(
    counts: pl.DataFrame,
    bases: Mapping[Atom, int],
    kinds: Mapping[str, str],
    *,
    heads_of: Collection[str] = (),
) -> list[str]:
    """What is worked out that should not be, of one item.

    That too few are shown; that a row follows from others; that a small group is told from fewer
    others than are shown by themselves; and, by somebody who was told how many answered everywhere,
    how many of a hidden group gave an answer, other than nobody or all.
    """
    attack = attack_on(counts, kinds, PARENTS, heads_of=heads_of)
    told = attack.told(bases)
    found = [f"{atom} is shown" for atom in attack.open_atoms if 0 < bases[atom] < INSIDE]
    for row in attack.hidden:
        unknown = attack.unknown(row)
        size = sum(bases[atom] for atom in unknown)
        if not unknown:
            found += [] if heads_of else [f"{row} follows"]
        if not unknown or row[0] in PARENTS:
            continue  # the parts of a joined audience are looked at
        if size < SHOWN and attack.interval(unknown, attack.answers)[1] < size + SHOWN:
            found.append(f"{row} stands among too few")
        if row[1] == "institution" or not heads_of:
            for answer in attack.answers:
                low, high = told.interval(unknown, [answer])
                if high - low < 1 and 0 < low < size:
                    found.append(f"{low:g} of {row} answered {answer}")
    return found
