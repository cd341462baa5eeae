"""What was read is read again when a table has changed that it is made of, and only then."""

from datetime import date

import polars as pl
import pytest

from gaisma.workplace.data_quality.checks import Round, kept

DAY = date(2024, 9, 1)


@pytest.fixture
def made() -> list[str]:
    return []


def frame(made: list[str], round_: Round, *tables: str) -> pl.DataFrame:
    def make() -> pl.DataFrame:
        made.append(round_.school_year)
        return pl.DataFrame({"n": [len(made)]})

    return kept("frame", round_, tables, make)


def a_round(year: str = "2024/2025", **counters: int) -> Round:
    return Round(DAY, year, counters)


def test_kept_is_made_once_while_its_tables_stand(made: list[str]) -> None:
    first = frame(made, a_round(people=1, groups=1), "people")
    again = frame(made, a_round(people=1, groups=2), "people")

    assert again is first


@pytest.mark.parametrize(
    "later",
    [
        a_round(people=2),
        a_round(people=1, groups=1),
        a_round("2023/2024", people=1),
        Round(date(2024, 9, 2), "2024/2025", {"people": 1}),
    ],
)
def test_kept_is_made_anew_after_a_change(made: list[str], later: Round) -> None:
    frame(made, a_round(people=1), "people", "groups")
    frame(made, later, "people", "groups")

    assert len(made) == 2


def test_kept_of_tables_that_nothing_counts_is_made_each_round(made: list[str]) -> None:
    first, second = a_round(), a_round()
    for round_ in (first, first, second):
        frame(made, round_, "people")

    assert len(made) == 2
