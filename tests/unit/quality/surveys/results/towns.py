"""Small towns that answered one item, and what an attack on them finds."""

from collections.abc import Mapping

import polars as pl
from hypothesis import strategies as st

from gaisma.quality.surveys.results.closing import close
from gaisma.quality.surveys.results.thresholds import ByAudience, Thresholds
from tests.unit.quality.surveys.results.attacker import Atom, attack_on
from tests.unit.quality.surveys.results.waves import PARENTS, wave_of

ANSWERS = ("always", "never", "often")
KINDS = {"A": "school", "B": "school", "C": "school", "D": "nursery", "E": "nursery", "F": "home"}
PARTS = PARENTS["parents"]
SHOWN = 10
Counts = tuple[int, int, int]
Town = Mapping[Atom, Counts]
"""How many in each audience and institution gave each of the answers."""


def towns() -> st.SearchStrategy[Town]:
    few = st.tuples(*[st.integers(0, 4)] * 3)
    many = st.tuples(*[st.integers(0, 20)] * 3)
    atoms = [(audience, institution) for audience in PARTS for institution in KINDS]
    return st.fixed_dictionaries(dict.fromkeys(atoms, st.one_of(few, many)))


def closed(town: Town, thresholds: ByAudience | None = None) -> pl.DataFrame:
    """The published counts."""
    given = {
        atom: [answer for answer, count in zip(ANSWERS, counts, strict=True) for _ in range(count)]
        for atom, counts in town.items()
    }
    wave = wave_of(given, KINDS, answers=ANSWERS)
    return close(
        wave.rows,
        wave.populations,
        thresholds or Thresholds(),
        scales=wave.scales,
        joined=PARENTS,
    ).counts


def findings(counts: pl.DataFrame, town: Town, *, head_of: str = "") -> list[str]:
    """What is worked out of a town that should not be."""
    bases = {atom: sum(given) for atom, given in town.items()}
    return findings_in(counts, bases, KINDS, head_of=head_of)


def findings_in(
    counts: pl.DataFrame, bases: Mapping[Atom, int], kinds: Mapping[str, str], *, head_of: str = ""
) -> list[str]:
    """What is worked out that should not be, of one item.

    That a row follows from others; that a small group is told from fewer others than are shown by
    themselves; and, by somebody who was told how many answered everywhere, how many of a hidden
    group gave an answer, other than nobody or all.
    """
    attack = attack_on(counts, kinds, PARENTS, head_of=head_of)
    told = attack.told(bases)
    found = []
    for row in attack.hidden:
        unknown = attack.unknown(row)
        size = sum(bases[atom] for atom in unknown)
        if not unknown:
            found += [] if head_of else [f"{row} follows"]
        if not unknown or row[0] in PARENTS:
            continue  # the parts of a joined audience are looked at
        if size < SHOWN and attack.interval(unknown, attack.answers)[1] < size + SHOWN:
            found.append(f"{row} stands among too few")
        if row[1] == "institution" or not head_of:
            for answer in attack.answers:
                low, high = told.interval(unknown, [answer])
                if high - low < 1 and 0 < low < size:
                    found.append(f"{low:g} of {row} answered {answer}")
    return found
