"""What runs on PostgreSQL too: nothing that speaks to the database in its own way is left out."""

import re

import pytest

from tests import on_postgresql
from tests.on_postgresql import ON_BOTH, ONCE, is_on_both
from tests.records import PROJECT

OWN_WAYS = re.compile(
    r"select_for_update|connection\.vendor|connection\.cursor|ignore_conflicts|IntegrityError"
    r"|DataError|bulk_create|bulk\.insert|RunSQL|as_sql\("
)
"""What the databases do differently: locks, bulk, constraints, statements of our own."""


def speaking() -> dict[str, str]:
    """Modules that speak to the database in its own way, and where the tests of their room lie."""
    modules = [file.relative_to(PROJECT) for file in (PROJECT / "gaisma").rglob("*.py")]
    found = [file for file in modules if OWN_WAYS.search((PROJECT / file).read_text("utf-8"))]
    return {file.as_posix(): "/".join(["tests", "unit", *file.parts[1:3]]) for file in found}


@pytest.mark.parametrize(("module", "tests"), speaking().items())
def test_room_of_a_module_that_speaks_to_the_database_is_tested_on_both(
    module: str, tests: str
) -> None:
    at_work = f"{tests}/test_actions.py"

    assert is_on_both(at_work, {"db"}, is_marked=True)


def test_modules_that_speak_to_the_database_are_found() -> None:
    assert len(speaking()) > 30


@pytest.mark.parametrize("place", [*ON_BOTH, *ONCE])
def test_place_that_is_chosen_is_there_with_a_reason(place: str) -> None:
    assert (PROJECT / place).exists()
    assert len((ON_BOTH | ONCE)[place]) > 20


def test_no_place_is_chosen_twice() -> None:
    assert not [place for place in ON_BOTH if on_postgresql.below(place, ONCE)]


@pytest.mark.parametrize(
    ("path", "fixtures", "expected"),
    [
        ("tests/unit/quality/surveys/test_closing.py", {"db"}, True),
        ("tests/unit/quality/surveys/test_closing.py", {"tmp_path"}, False),
        ("tests/unit/workplace/home/test_home.py", {"db", "client"}, False),
        ("tests/unit/record/people/test_person_page.py", {"db", "client"}, True),
        ("tests/integration/kills/test_kills.py", {"separate"}, True),
        ("tests/matrix/test_matrix_first_share.py", {"db", "everybody"}, False),
        ("tests/matrix/test_queries.py", {"db", "everybody"}, True),
        ("tests/unit/project/test_names.py", {"db"}, False),
    ],
)
def test_choice(path: str, fixtures: set[str], *, expected: bool) -> None:
    assert is_on_both(path, fixtures, is_marked=False) is expected
