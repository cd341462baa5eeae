"""Closed waves are attacked: without our protection they fall, with it they stand."""

from collections.abc import Collection

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaisma.quality.surveys.results import protection
from gaisma.quality.surveys.results.protection import Group, Hidden, protected
from gaisma.quality.surveys.thresholds import Thresholds
from tests.unit.quality.surveys.results import waves
from tests.unit.quality.surveys.results.attacker import Atom
from tests.unit.quality.surveys.results.towns import (
    KINDS,
    PARTS,
    Counts,
    Town,
    closed,
    findings,
    findings_in,
    towns,
)

SCHOOL, PRESCHOOL = PARTS
MANY: Counts = (20, 3, 9)


def town(**counts: Counts) -> Town:
    """Parents of school of some institutions, and many of preschool everywhere."""
    nobody: dict[Atom, Counts] = {(SCHOOL, institution): (0, 0, 0) for institution in KINDS}
    preschool: dict[Atom, Counts] = {(PRESCHOOL, institution): MANY for institution in KINDS}
    return {**nobody, **preschool, **{(SCHOOL, name): each for name, each in counts.items()}}


def small_only(groups: Collection[Group], thresholds: Thresholds) -> Hidden:
    """What somebody hides who thinks of each institution by itself."""
    small = {group.institution for group in groups if group.base < thresholds.public}
    return Hidden(frozenset(small), frozenset(), city=False)


@settings(max_examples=40, derandomize=True)
@given(towns())
def test_attack_by_anybody_fails_on_any_town(counts: Town) -> None:
    assert findings(closed(counts), counts) == []


@settings(max_examples=40, derandomize=True)
@given(towns(), st.sampled_from(sorted(KINDS)))
def test_attack_by_a_head_fails_on_any_town(counts: Town, head_of: str) -> None:
    assert findings(closed(counts), counts, heads_of=[head_of]) == []


@settings(max_examples=25, derandomize=True)
@given(towns(), st.sampled_from(["", *sorted(KINDS)]))
def test_attack_fails_where_audiences_have_thresholds_of_their_own(
    counts: Town, head_of: str
) -> None:
    own = {SCHOOL: Thresholds(public=15, inside=8), PRESCHOOL: Thresholds(public=12, inside=12)}

    assert findings(closed(counts, own), counts, heads_of=[head_of]) == []


@settings(max_examples=15, derandomize=True)
@given(st.tuples(*[st.integers(1, 3)] * 3))
def test_attack_succeeds_where_small_groups_alone_are_hidden(few: Counts) -> None:
    counts = town(A=few, B=(10, 5, 20), C=(15, 5, 7))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protection, "hidden_of", small_only)
        found = findings(closed(counts), counts)

    assert f"{few[0]} of {(SCHOOL, 'institution', 'A')} answered always" in found
    assert findings(closed(counts), counts) == []


def test_attack_by_a_head_succeeds_where_heads_are_not_reckoned_with() -> None:
    counts = town(A=(2, 1, 1), B=(10, 5, 20), C=(15, 5, 7))

    def is_among(row: set[Group], others: set[Group], thresholds: Thresholds) -> bool:
        needed = thresholds.public if sum(group.base for group in row) < thresholds.public else 1
        return sum(group.base for group in others) >= needed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protection, "_is_among_others", is_among)
        weak = closed(counts)

    assert findings(weak, counts) == []
    assert f"2 of {(SCHOOL, 'institution', 'A')} answered always" in findings(
        weak, counts, heads_of=["C"]
    )
    assert findings(closed(counts), counts, heads_of=["C"]) == []


def test_attack_succeeds_where_a_joined_audience_is_shown_by_its_size() -> None:
    counts = town(A=(2, 1, 1), B=(10, 5, 20), C=(15, 5, 7))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protection, "hidden_of", small_only)
        by_size = closed(counts, Thresholds(public=2, inside=2)).filter(
            pl.col("audience") == "parents"
        )
    others = closed(counts).filter(pl.col("audience") != "parents")

    found = findings(pl.concat([others, by_size]), counts)

    assert f"2 of {(SCHOOL, 'institution', 'A')} answered always" in found


def test_attack_on_a_city_succeeds_without_protection_and_fails_with_it() -> None:
    wave = waves.city(2, responses=3000, items=1)
    kinds = dict(wave.populations.select("institution", "institution_kind").iter_rows())
    answered = wave.rows.group_by("audience", "institution").len().iter_rows()
    bases = {(audience, institution): number for audience, institution, number in answered}
    places = wave.populations.select("audience", "institution").iter_rows()
    bases = dict.fromkeys(places, 0) | bases

    def found() -> list[str]:
        counts = protected(
            wave.rows, wave.populations, scales=wave.scales, joined=waves.PARENTS
        ).counts
        return findings_in(counts, bases, kinds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protection, "hidden_of", small_only)
        weak = found()

    assert len(weak) > 5
    assert found() == []
