"""The table of security: every line of the standard once, and the tests that it names are there."""

import re
from collections import Counter

from tests.unit.project import tree

TABLE = tree.PROJECT / "docs/reference/security.md"
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (held|not applicable|open) \| (.+) \|$", re.MULTILINE
)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
OF_LEVELS_ONE_AND_TWO = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13,
    14: 9, 15: 13, 16: 16, 17: 7,
}  # fmt: skip
"""So many lines each chapter of ASVS 5.0 has at levels 1 and 2."""


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall(TABLE.read_text(encoding="utf-8"))


def missing(why: str) -> list[str]:
    """The tests that the line names and that are not there."""
    return [
        f"{file}::{name}"
        for file, name in NAMED.findall(why)
        if not (tree.PROJECT / file).is_file()
        or f"def {name}" not in (tree.PROJECT / file).read_text(encoding="utf-8")
    ]


def test_every_line_of_the_standard_stands_once() -> None:
    numbers = [number for number, *_rest in rows()]

    assert len(set(numbers)) == len(numbers)
    assert Counter(int(number.split(".")[0]) for number in numbers) == OF_LEVELS_ONE_AND_TWO


def test_what_is_held_names_a_test_that_there_is() -> None:
    held = [(number, why) for number, _matter, state, why in rows() if state == "held"]

    assert [number for number, why in held if not NAMED.search(why)] == []
    assert [name for _number, why in held for name in missing(why)] == []


def test_what_is_said_of_all_is_their_sum() -> None:
    states = Counter(state for _number, _matter, state, _why in rows())
    told = re.search(r"^\| (\d+) \| (\d+) \| (\d+) \|$", TABLE.read_text(encoding="utf-8"), re.M)

    assert told
    assert tuple(map(int, told.groups())) == (
        states["held"],
        states["not applicable"],
        states["open"],
    )


def test_test_that_is_not_there_is_found() -> None:
    assert missing("`tests/unit/base/test_keys.py::test_of_nothing`") != []
    assert missing("`tests/unit/base/test_nothing.py::test_of_nothing`") != []
    assert missing("`tests/unit/base/test_keys.py::test_keys_of_two_names_differ`") == []
