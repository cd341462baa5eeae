"""The list of faults that are planted: each can still be planted, and has tests to notice it."""

import ast

import pytest

from tests.planted import mentions, planting
from tests.planted.fault import Fault, UnableToPlant
from tests.planted.faults import FAULTS
from tests.planted.planting import FOR_OTHER_REASONS, FOUND, LEFT_OUT, MISSED, NOT_RUN, Finding
from tests.unit.project import tree

FAULT = Fault("slip", "gaisma/one.py", "a <= b", "a < b", ("tests/unit",), "the last day is lost")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_can_be_planted(fault: Fault) -> None:
    before = (tree.PROJECT / fault.file).read_text(encoding="utf-8")

    planted = fault.planted_in(before)

    assert planted != before
    if fault.file.endswith(".py"):
        ast.parse(planted)


def test_faults_have_names_of_their_own_and_tests_that_are_there() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert not [
        (fault.name, test)
        for fault in FAULTS
        for test in fault.tests
        if not (tree.PROJECT / test.partition("::")[0]).exists()
    ]
    assert all(fault.why and fault.file.startswith("gaisma/") for fault in FAULTS)


@pytest.mark.parametrize("text", ["nothing of the kind", "a <= b\na <= b\n"])
def test_fault_whose_place_is_gone_or_is_not_one_is_not_planted(text: str) -> None:
    with pytest.raises(UnableToPlant, match="slip"):
        FAULT.planted_in(text)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([FOUND] * 20, 0),
        ([FOUND] * 19 + [MISSED], 0),
        ([FOUND] * 18 + [MISSED] * 2, 1),
        ([FOUND] * 20 + [LEFT_OUT] * 5, 0),
        ([FOUND] * 20 + [NOT_RUN], 1),
        ([FOUND] * 20 + [FOR_OTHER_REASONS], 1),
        ([LEFT_OUT], 1),
        ([], 1),
    ],
)
def test_status_tells_whether_enough_was_found(answers: list[str], expected: int) -> None:
    assert planting.status([Finding(FAULT, answer) for answer in answers]) == expected


def test_share_is_of_those_that_were_planted() -> None:
    answers = [FOUND] * 3 + [MISSED] + [LEFT_OUT] * 2

    told = planting.told([Finding(FAULT, answer) for answer in answers])

    assert told == "3 of 4 found (75%); 2 left out."


@pytest.mark.parametrize(
    ("said", "failed"),
    [
        ("F\nFAILED tests/a.py::test_x[1] - assert 1 == 2\n1 failed", "tests/a.py::test_x[1]"),
        ("E\nERROR tests/a.py::test_x - KeyError\n1 error", "tests/a.py::test_x"),
        ("ERROR tests/a.py\n1 error", None),
    ],
)
def test_first_test_that_failed_is_known(said: str, failed: str | None) -> None:
    assert planting._failed(said) == failed


WRITTEN = """
plan(values=("code", "regime"), regime="day", other=1)
lake = {"grade": 1, "regime": Column("regime"), **more}
columns = (Column("regime", "code"), Column("grade"))
called = "ē", "regime"
"""


def test_every_mention_that_can_be_left_out_is_left_out() -> None:
    found = list(mentions.mentions("gaisma/record/one.py", WRITTEN, frozenset({"regime"})))

    left = {"".join(one.planted_in(WRITTEN).split()) for one in found}
    without = [
        WRITTEN.replace('"code", "regime"', '"code", '),
        WRITTEN.replace('regime="day", ', ""),
        WRITTEN.replace('"regime": Column("regime"), ', ""),
        WRITTEN.replace('Column("regime", "code"), ', ""),
        WRITTEN.replace('"ē", "regime"', '"ē", '),
    ]
    assert left == {"".join(text.split()) for text in without}


@pytest.mark.parametrize("kind", list(mentions.tables()))
def test_mentions_of_a_declared_table_are_found_in_its_room(kind: str) -> None:
    found = mentions.all_mentions(kind)

    declared = {one.name.split()[-1] for one in found if one.file.endswith("/tables.py")}
    others = [column for column in mentions.tables()[kind].columns if not column.is_key]
    assert {column.name for column in others} <= declared


def test_mentions_of_groups_are_found_in_every_room_that_has_them() -> None:
    found = mentions.all_mentions("groups")

    assert {"gaisma/record/programmes", "gaisma/workplace/new_year"} <= {
        "/".join(one.file.split("/")[:3]) for one in found
    }
