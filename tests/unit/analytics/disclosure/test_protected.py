import random
import subprocess
import sys
from itertools import product

import pytest

from gaisma.analytics.disclosure import TOTAL, Hierarchy, Share, Table, pairs, protected
from tests.unit.analytics.disclosure.attacker import attack_on
from tests.unit.analytics.disclosure.tables import counted, hidden

KINDS = Hierarchy("institution", "kind", {"Saulīte": "preschool", "Zīlīte": "preschool"})


def learners(key: str, by: tuple[str, ...], cells: dict[tuple[str, ...], int | None]) -> Table:
    return Table(key, "learners", by, cells)


def test_protected_publishes_everything_when_no_group_is_small() -> None:
    table = learners("by grade", ("grade",), {("1",): 5, ("2",): 40, ("3",): 0, (TOTAL,): 45})

    assert protected([table]) == (table,)


def test_protected_publishes_zeros_and_hides_one_to_four() -> None:
    cells = {(str(count),): count for count in range(7)}

    (table,) = protected([learners("by grade", ("grade",), cells)])

    assert hidden(table) == {("1",), ("2",), ("3",), ("4",)}


def test_protected_hides_the_smallest_other_cell_when_a_total_gives_one_away() -> None:
    table = learners("by grade", ("grade",), {("1",): 3, ("2",): 40, ("3",): 30, (TOTAL,): 73})

    (answer,) = protected([table])

    assert hidden(answer) == {("1",), ("3",)}


def test_protected_hides_a_rectangle_when_both_margins_are_published() -> None:
    people = {
        (row, column): 20 + 3 * int(row) + int(column) for row, column in product("123", "123")
    }
    table = counted(people | {("1", "1"): 2}, ("grade", "language"), ("grade", "language"))

    (answer,) = protected([table])

    assert hidden(answer) == {("1", "1"), ("1", "2"), ("2", "1"), ("2", "2")}


def test_protected_hides_another_cell_when_the_one_beside_is_too_small_to_cover() -> None:
    """1 and 5 make 6: each is known to lie between 1 and 5, which is too close."""
    table = learners("by grade", ("grade",), {("1",): 1, ("2",): 5, ("3",): 60, (TOTAL,): 66})

    (answer,) = protected([table])

    assert hidden(answer) == {("1",), ("3",)}


def test_protected_hides_nothing_more_when_small_cells_cover_each_other() -> None:
    table = learners("by grade", ("grade",), {("1",): 4, ("2",): 4, ("3",): 60, (TOTAL,): 68})

    (answer,) = protected([table])

    assert hidden(answer) == {("1",), ("2",)}


def test_protected_hides_two_ones_and_a_third_since_hidden_is_never_zero() -> None:
    """Two hidden cells that make 2 are 1 and 1 for whoever knows that zeros are published."""
    table = learners("by grade", ("grade",), {("1",): 1, ("2",): 1, ("3",): 60, (TOTAL,): 62})

    (answer,) = protected([table])

    assert hidden(answer) == {("1",), ("2",), ("3",)}


def test_protected_hides_a_cell_in_every_table_that_shows_it() -> None:
    names = ("institution", "grade")
    both = learners("both", names, {("Saulīte", "1"): 30, ("Saulīte", "2"): 3, ("A", "1"): 41})
    total = learners("institutions", names[:1], {("Saulīte",): 33, ("A",): 41})
    again = learners("again", names[::-1], {("1", "Saulīte"): 30})

    answer = protected([both, total, again])

    assert hidden(answer[0]) == {("Saulīte", "1"), ("Saulīte", "2")}
    assert [hidden(table) for table in answer[1:]] == [set(), {("1", "Saulīte")}]


def test_protected_sees_totals_that_two_tables_have_in_common_unpublished() -> None:
    """Neither table shows the total, but both add up to it."""
    by_grade = learners("by grade", ("grade",), {("1",): 3, ("2",): 40, ("3",): 57})
    by_language = learners("by language", ("language",), {("lv",): 60, ("ru",): 40})

    answer = protected([by_grade, by_language])

    assert attack_on(
        [by_grade.with_cells({**by_grade.cells, ("1",): None}), by_language]
    ).derivable()
    assert not attack_on(answer).derivable()


def test_protected_sees_through_a_hierarchy() -> None:
    by_kind = learners("by kind", ("kind",), {("preschool",): 60})
    by_institution = learners(
        "by institution", ("institution",), {("Saulīte",): 57, ("Zīlīte",): 3}
    )

    alone = protected([by_institution])
    together = protected([by_kind, by_institution], hierarchies=[KINDS])

    assert hidden(alone[0]) == {("Zīlīte",)}
    assert hidden(together[1]) == {("Saulīte",), ("Zīlīte",)}


def test_protected_guards_the_rest_that_a_filtered_table_leaves() -> None:
    """Of 60 learners of the city 57 are in preschool: the other three are nobody's secret."""
    city = learners("city", ("grade",), {(TOTAL,): 60})
    preschool = Table("preschool", "learners", ("grade",), {(TOTAL,): 57}, {"stage": "preschool"})

    answer = protected([city, preschool])

    assert [hidden(table) for table in answer] == [set(), {(TOTAL,)}]


def test_protected_guards_those_who_are_not_in_a_share() -> None:
    qualified = Table("qualified", "qualified", ("role",), {("teacher",): 98, ("head",): 30})
    teachers = Table("teachers", "teachers", ("role",), {("teacher",): 100, ("head",): 30})

    answer = protected([qualified, teachers], shares=[Share("qualified", "teachers")])

    assert pairs(*answer) == {("teacher",): None, ("head",): (30, 30)}


def test_protected_counts_people_twice_when_a_breakdown_exceeds_its_total() -> None:
    """A learner of two institutions is one person of the city's total."""
    table = learners("by institution", ("institution",), {("A",): 40, ("B",): 3, (TOTAL,): 42})

    (answer,) = protected([table])

    assert hidden(answer) == {("A",), ("B",)}


def test_protected_hides_all_when_there_is_too_little_to_hide_behind() -> None:
    table = learners("by grade", ("grade",), {("1",): 1, ("2",): 2, (TOTAL,): 3})

    (answer,) = protected([table])

    assert hidden(answer) == {("1",), ("2",), (TOTAL,)}


@pytest.mark.parametrize("smallest", [3, 5, 10])
def test_protected_reads_the_threshold(smallest: int) -> None:
    cells = {(str(count),): count for count in (2, 4, 9, 30)}

    (answer,) = protected([learners("by grade", ("grade",), cells)], smallest=smallest)

    assert hidden(answer) == {(str(count),) for count in (2, 4, 9, 30) if count < smallest}


def test_protected_is_the_same_in_whatever_order_things_are_given() -> None:
    rng = random.Random(7)
    names = ("institution", "grade", "language")
    people = {each: rng.choice([0, 2, 9, 30]) for each in product("ABCD", "123", ("lv", "ru"))}
    tables = [counted(people, names, by) for by in [names[:2], names[1:], names[:1]]]
    expected = {table.key: table.cells for table in protected(tables)}

    for _ in range(5):
        rng.shuffle(tables)
        shuffled = [
            table.with_cells(dict(rng.sample(sorted(table.cells.items()), len(table.cells))))
            for table in tables
        ]
        assert {table.key: table.cells for table in protected(shuffled)} == expected


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({("1",): -1}, "not a count"),
        ({("1",): None}, "not a count"),
        ({("1",): 7, (TOTAL,): 6}, "less than a part"),
        ({("1",): 7, (TOTAL,): 0}, "counts nobody"),
    ],
)
def test_protected_refuses_counts_that_cannot_be(
    cells: dict[tuple[str, ...], int | None], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        protected([learners("by grade", ("grade",), cells)])


def test_protected_refuses_tables_that_disagree() -> None:
    tables = [learners(key, ("grade",), {("1",): count}) for key, count in (("a", 6), ("b", 7))]

    with pytest.raises(ValueError, match="disagree"):
        protected(tables)


def test_protected_refuses_coordinates_that_contradict_a_hierarchy() -> None:
    table = Table("kind", "learners", ("institution",), {("Saulīte",): 9}, {"kind": "gymnasium"})

    with pytest.raises(ValueError, match="lies in preschool"):
        protected([table], hierarchies=[KINDS])


def test_pairs_are_hidden_when_either_count_is() -> None:
    part = learners("part", ("grade",), {("1",): None, ("2",): 10, ("3",): 8})
    whole = learners("whole", ("grade",), {("1",): 20, ("2",): None, ("3",): 9, ("4",): 7})

    assert pairs(part, whole) == {("1",): None, ("2",): None, ("3",): (8, 9), ("4",): (0, 7)}


def test_protected_raises_where_the_solver_cannot_run() -> None:
    """A process has one number of threads for all its solvers: the first one settled it."""
    script = """
import highspy
other = highspy.Highs()
other.silent()
other.addVar(0.0, 1.0)
other.setOptionValue("threads", 2)
other.run()
from gaisma.analytics.disclosure import Table, protected
cells = {(grade,): count for grade, count in (("1", 3), ("2", 40), ("", 43))}
protected([Table("by grade", "learners", ("grade",), cells)])
"""

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert "RuntimeError: The solver refuses to run" in ended.stderr
