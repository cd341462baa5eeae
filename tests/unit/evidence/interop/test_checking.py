"""A table of strings checked: required cells, types, where a problem is named."""

from collections.abc import Callable, Iterator

import polars as pl
import pytest
from django.utils import translation

from gaisma.evidence.interop.checking import Check, checked
from gaisma.evidence.interop.delivery import Origin, Table
from gaisma.evidence.interop.findings import LISTED, Findings
from tests.moments import TODAY


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def check(
    kind: str, origins: dict[str, Origin] | None = None, **columns: list[str | None]
) -> Check:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    rows = pl.int_range(2, frame.height + 2, eager=True).alias("row")
    return Check(Table(kind, "file.csv", frame.with_columns(rows), origins or {}), Findings())


def test_good_rows_become_values_and_bad_ones_problems() -> None:
    checking = check(
        "sites",
        institution=["A", "B", "C"],
        name=["x", None, "z"],
        address=["s", "s", "s"],
        latitude=["1,5", "2", "north"],
    )

    rows = checked(checking, today=TODAY)

    assert rows["row"].to_list() == [2]
    found = checking.findings.problems
    assert [(problem.row, problem.column, problem.value) for problem in found] == [
        (4, "latitude", "north"),
        (3, "name", None),
    ]


def test_text_of_no_length_is_an_empty_cell() -> None:
    checking = check("sites", institution=["A"], name=[""], address=["s"])

    checked(checking, today=TODAY)

    assert [problem.column for problem in checking.findings.problems] == ["name"]


def test_identifier_stands_for_the_names_that_it_says() -> None:
    given = {"person_id": ["1"], "given_name": ["A"], "family_name": ["B"], "from": ["2024-09-01"]}
    empty: dict[str, list[str | None]] = {"institution": [None], "group": [None]}

    by_identifier = check("learners", group_identifier=["g1"], **given, **empty)
    by_nothing = check("learners", group_identifier=[None], **given, **empty)

    assert checked(by_identifier, today=TODAY).height == 1
    assert checked(by_nothing, today=TODAY).height == 0


def test_unknown_columns_are_left_out() -> None:
    checking = check("sites", institution=["A"], name=["x"], address=["s"], colour=["red"])

    assert "colour" not in checked(checking, today=TODAY).columns


def test_habit_is_noted_once_a_column_with_an_example() -> None:
    checking = check(
        "vacancies",
        institution=["A", "A"],
        role=["head", "head"],
        opened_on=["1.9.2024", "2.9.2024"],
        load=["0,5", "0,5"],
    )

    checked(checking, today=TODAY)

    assert [(note.row, note.column, note.value) for note in checking.findings.notes] == [
        (None, "opened_on", "1.9.2024"),
        (None, "load", "0,5"),
    ]


def test_origin_names_file_column_and_row_of_the_sender() -> None:
    origins = {"name": Origin("other.csv", "nosaukums", "other_row")}
    checking = check("sites", origins, institution=["A"], name=[None], address=["s"])
    frame = checking.table.frame.with_columns(other_row=pl.lit(77))
    checking = Check(Table("sites", "file.csv", frame, origins), Findings())

    checked(checking, today=TODAY)

    problem = checking.findings.problems[0]
    assert (problem.file, problem.column, problem.row) == ("other.csv", "nosaukums", 77)


def test_problems_beyond_the_listed_are_counted() -> None:
    count = LISTED + 5
    names: list[str | None] = [None] * count
    checking = check("sites", institution=["A"] * count, name=names, address=["s"] * count)

    checked(checking, today=TODAY)

    assert len(checking.findings.problems) == LISTED
    assert checking.findings.problems_total == count


def _refuse(checking: Check, rows: pl.DataFrame) -> None:
    checking.refuse(rows, "name", "wrong")


def _refuse_each(checking: Check, rows: pl.DataFrame) -> None:
    checking.refuse_each(rows, "name", ["wrong"] * rows.height)


def _note(checking: Check, rows: pl.DataFrame) -> None:
    checking.note(rows, "name", "odd")


each_way = pytest.mark.parametrize("tell", [_refuse, _refuse_each, _note])


@each_way
def test_cell_is_told_as_it_was_sent(tell: Callable[[Check, pl.DataFrame], None]) -> None:
    """In whatever order rows come to be looked at, and whatever their values became meanwhile."""
    checking = check("sites", institution=["A"] * 3, name=["b ", "1,5", "c"], address=["s"] * 3)
    rows = pl.DataFrame({"row": [4, 2, 3], "name": ["C", "B", "1.500"]})

    tell(checking, rows)

    told = [*checking.findings.problems, *checking.findings.notes]
    assert [(one.row, one.value) for one in told] == [(4, "c"), (2, "b "), (3, "1,5")]


@each_way
def test_what_is_told_beyond_the_listed_is_counted(
    tell: Callable[[Check, pl.DataFrame], None],
) -> None:
    count = LISTED + 5
    checking = check("sites", name=["x"] * count)

    tell(checking, checking.table.frame)

    found = checking.findings
    assert len(found.problems) + len(found.notes) == LISTED
    assert found.problems_total + found.notes_total == count


def test_listed_findings_come_in_the_order_of_the_file() -> None:
    findings = Findings()
    for row in (7, 3, None, 5):
        findings.problem("file.csv", "wrong", row=row)

    assert [problem.row for problem in findings.listed().problems] == [None, 3, 5, 7]


def test_findings_of_two_checks_add_up() -> None:
    one, other = Findings(), Findings()
    one.problem("a", "wrong")
    other.problem("b", "wrong")
    other.note("b", "odd")
    other.uncounted(problems=2, notes=3)

    one.extend(other)

    assert (one.problems_total, one.notes_total) == (4, 4)
    assert [problem.file for problem in one.problems] == ["a", "b"]
