"""Sheets of paper are entered by somebody who knows them, and who subtracts them from all results.

Whatever is entered, alone or by two who lead institutions and tell each other everything, nothing
is found; where sheets count toward the thresholds, the same attack finds what people answered.
"""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaisma.quality.surveys.results import protection
from gaisma.quality.surveys.thresholds import Thresholds
from tests.unit.quality.surveys.results import towns
from tests.unit.quality.surveys.results.towns import KINDS, PARTS, Counts, Town

SCHOOL, PRESCHOOL = PARTS
MOST = 50
FOUR: Counts = (1, 2, 1)
NOBODY: Counts = (0, 0, 0)
HEADS = [[one] for one in sorted(KINDS)] + [list(two) for two in combinations(sorted(KINDS), 2)]


def entered(places: Sequence[str], sheets: int) -> Town:
    """So many invented sheets at each of the places, of both audiences."""
    counts: Counts = (sheets - sheets // 2, 0, sheets // 2)
    return {(audience, place): counts for audience in PARTS for place in places}


def found(
    town: Town, sheets: Town, *, heads_of: Sequence[str], is_counted: bool = False
) -> list[str]:
    """What those who entered the sheets work out; `is_counted` is the weakened variant."""
    if is_counted:
        everybody = {
            atom: tuple(map(sum, zip(counts, sheets.get(atom, NOBODY), strict=True)))
            for atom, counts in town.items()
        }
        published = towns.closed(everybody)  # type: ignore[arg-type]
    else:
        published = towns.closed(town, paper=sheets)
    return towns.findings(towns.without(published, sheets), town, heads_of=heads_of)


def town(**counts: Counts) -> Town:
    """Parents of school of some institutions, and many of preschool everywhere."""
    nobody = {(SCHOOL, institution): NOBODY for institution in KINDS}
    preschool: Town = {(PRESCHOOL, institution): (20, 3, 9) for institution in KINDS}
    return {**nobody, **preschool, **{(SCHOOL, name): each for name, each in counts.items()}}


@pytest.mark.parametrize("heads_of", [["A"], ["A", "B"]], ids="".join)
def test_padding_by_any_number_of_sheets_finds_nothing(heads_of: list[str]) -> None:
    few = town(A=FOUR, B=(3, 0, 1), C=(15, 5, 7))

    for sheets in range(1, MOST + 1):
        assert found(few, entered(heads_of, sheets), heads_of=heads_of) == [], sheets


@pytest.mark.parametrize("heads_of", [["A"], ["A", "B"]], ids="".join)
def test_padding_finds_answers_where_sheets_count(heads_of: list[str]) -> None:
    """The weakened variant, from the sheet on that makes up the threshold."""
    few = town(A=FOUR, B=(3, 0, 1), C=(15, 5, 7))

    seen = {
        sheets: found(few, entered(heads_of, sheets), heads_of=heads_of, is_counted=True)
        for sheets in (1, 4, 20)
    }

    assert all(f"{(SCHOOL, 'A')} is shown" in those for those in seen.values())


@settings(max_examples=60, derandomize=True)
@given(towns.towns(), st.sampled_from(HEADS), st.integers(0, MOST))
def test_padding_finds_nothing_in_any_town(counts: Town, heads_of: list[str], sheets: int) -> None:
    assert found(counts, entered(heads_of, sheets), heads_of=heads_of) == []


def test_padding_elsewhere_in_a_sum_that_is_told_finds_nothing() -> None:
    """A group stands in a told sum among others that somebody has made large."""
    few = town(A=FOUR, B=(1, 0, 1), C=(0, 2, 0))
    sheets: Town = {(SCHOOL, place): (MOST, 0, 0) for place in ("B", "C", "D")}

    assert found(few, sheets, heads_of=[]) == []
    assert found(few, sheets, heads_of=[], is_counted=True)


def test_padding_where_nobody_answered_by_code_is_told_to_nobody() -> None:
    counts = towns.closed(town(C=(15, 5, 7), B=(30, 0, 4)), paper={(SCHOOL, "A"): (12, 2, 0)})

    hidden = counts.filter(audience=SCHOOL, place="A")
    assert hidden["is_suppressed"].all()
    assert set(hidden["view"]) == {"public", "inside"}


def test_two_heads_find_a_third_where_one_alone_is_reckoned_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The weakened variant: each who leads an institution is taken to be silent."""
    few = town(A=(2, 1, 1), B=(5, 2, 3), C=(15, 5, 7))
    assert found(few, {}, heads_of=["B", "C"]) == []

    monkeypatch.setattr(protection, "TOGETHER", 1)
    assert found(few, {}, heads_of=["B", "C"])


def test_thresholds_are_those_of_the_attack() -> None:
    usual = Thresholds()

    assert (usual.public, usual.inside) == (towns.SHOWN, towns.INSIDE)
