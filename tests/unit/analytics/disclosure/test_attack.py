"""What is published is attacked: without our protection it falls, with it it stands."""

import random
from collections.abc import Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaisma.analytics.disclosure import Hierarchy, Table, protected
from tests.unit.analytics.disclosure.attacker import attack_on
from tests.unit.analytics.disclosure.tables import counted, primary_only

NAMES = ("institution", "grade", "language")
KINDS = [Hierarchy("institution", "kind", {"A": "preschool", "B": "school", "C": "school"})]
LISTS = [
    [("institution",), ("grade",)],
    [("institution", "grade")],
    [("institution", "grade"), ("institution", "language")],
    [("institution", "grade", "language")],
    [("kind", "grade"), ("institution", "grade"), ("kind", "language")],
]
People = Mapping[tuple[str, ...], int]


def tables_of(people: People, bys: Sequence[tuple[str, ...]]) -> list[Table]:
    kinds = KINDS[0].parents
    named = {(*each, kinds[each[0]]): count for each, count in people.items()}
    return [counted(named, (*NAMES, "kind"), by) for by in bys]


def people() -> st.SearchStrategy[People]:
    counts = st.one_of(st.integers(0, 8), st.integers(0, 60))
    return st.fixed_dictionaries(dict.fromkeys(product("ABC", "12", ("lv", "ru")), counts))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(people(), st.sampled_from(LISTS), st.sampled_from([3, 5]))
def test_attack_fails_on_any_tables(
    counts: People, bys: list[tuple[str, ...]], smallest: int
) -> None:
    published = protected(tables_of(counts, bys), smallest=smallest, hierarchies=KINDS)

    attack = attack_on(published, KINDS)

    assert not attack.derivable()
    for cell in attack.hidden:
        low, high = attack.interval(cell)
        assert high - low >= smallest, (cell, low, high)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(people(), st.sampled_from(LISTS))
def test_protected_hides_every_small_count_and_no_zero(
    counts: People, bys: list[tuple[str, ...]]
) -> None:
    tables = tables_of(counts, bys)

    published = protected(tables, hierarchies=KINDS)

    for before, after in zip(tables, published, strict=True):
        for coordinates, count in before.cells.items():
            assert after.cells[coordinates] in (None, count)
            assert count != 0 or after.cells[coordinates] == 0
            assert count not in range(1, 5) or after.cells[coordinates] is None


def city(seed: int) -> tuple[list[Table], list[Hierarchy]]:
    """Tables of the size of the readiness report: 30 institutions, 15 grades, 4 languages."""
    rng = random.Random(seed)
    kinds = {f"institution {n:02}": ("preschool", "basic", "secondary")[n % 3] for n in range(30)}
    people = {}
    for institution, kind in kinds.items():
        for grade in range(15):
            if (grade < 3) != (kind == "preschool"):
                continue
            count = rng.choice([0, rng.randint(1, 9), rng.randint(20, 90), rng.randint(20, 90)])
            foreign = min(count, rng.choice([0, 0, 0, 1, 2, 6]))
            for language, number in (("lv", count - foreign), ("uk", foreign)):
                people[institution, kind, str(grade), language] = number
    names = ("institution", "kind", "grade", "language")
    bys = [("institution", "grade"), ("kind", "grade"), ("institution", "language"), ("kind",)]
    return [counted(people, names, by) for by in bys], [Hierarchy("institution", "kind", kinds)]


@pytest.mark.parametrize("seed", [1, 2])
def test_attack_fails_on_a_city(seed: int) -> None:
    tables, hierarchies = city(seed)

    attack = attack_on(protected(tables, hierarchies=hierarchies), hierarchies)

    assert len(attack.hidden) > 40
    for cell in random.Random(seed).sample(sorted(attack.hidden), 15):
        low, high = attack.interval(cell, whole=False)
        assert high - low >= 5, cell


def test_attack_succeeds_on_a_city_that_hides_small_counts_only() -> None:
    tables, hierarchies = city(1)

    attack = attack_on(primary_only(tables), hierarchies)

    narrow = [
        cell
        for cell in random.Random(1).sample(sorted(attack.hidden), 15)
        if (bounds := attack.interval(cell, whole=False))[1] - bounds[0] < 5
    ]
    assert len(narrow) > 5


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.integers(1, 4), st.integers(20, 60))
def test_attack_derives_a_single_small_count_from_its_total(small: int, large: int) -> None:
    cells = {(grade, "lv"): count for grade, count in (("1", small), ("2", large))}
    tables = [counted(cells, ("grade", "language"), ("grade",))]

    assert attack_on(primary_only(tables)).derivable() == [("grade", ("1",))]
    assert not attack_on(protected(tables)).derivable()
