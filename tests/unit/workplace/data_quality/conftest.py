"""A round of checks on the day of the tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from gaisma.workplace.data_quality import checks, queries
from gaisma.workplace.data_quality.checks import Round
from tests.moments import TODAY

YEAR = "2024/2025"


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    checks.forget()
    with translation.override("en"):
        yield
    checks.forget()


@pytest.fixture
def round_(installation: object) -> Round:
    """The look at 2024/2025."""
    return Round(TODAY, YEAR)


def subjects(check: str, round_: Round) -> set[str]:
    """What the check of that key finds."""
    return set(queries.known()[check].find(round_)["subject"])


def told(check: str, round_: Round) -> list[str]:
    """What the check of that key says of what it finds."""
    known = queries.known()[check]
    return [known.says(row) for row in known.find(round_).iter_rows(named=True)]
