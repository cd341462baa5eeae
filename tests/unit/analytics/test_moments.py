from datetime import date

import duckdb
import ibis
import pytest

from gaisma.analytics.moments import (
    Moment,
    first_of_september,
    last_of_august,
    previous,
    school_year_of,
)

FACTS = [
    # what, from, to, registered, school year
    ("open since long", "2020-09-01", None, None, "2024/2025"),
    ("no start known", None, None, None, "2024/2025"),
    ("ends that day", "2020-09-01", "2024-09-01", None, "2024/2025"),
    ("ended the day before", "2020-09-01", "2024-08-31", None, "2024/2025"),
    ("starts that day", "2024-09-01", None, "2024-08-20", "2024/2025"),
    ("starts the day after", "2024-09-02", None, "2024-08-01", "2024/2025"),
    ("registered too late", "2024-09-01", None, "2024-08-21", "2024/2025"),
    ("of the year before", "2023-09-01", None, None, "2023/2024"),
]
SCHEMA = {
    "what": "string",
    "from_on": "date",
    "to_on": "date",
    "registered_on": "date",
    "school_year": "string",
}


def held(moment: Moment) -> set[str]:
    table = ibis.table(SCHEMA, name="facts")
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE facts (what VARCHAR, from_on DATE, to_on DATE, registered_on DATE,"
        " school_year VARCHAR)"
    )
    connection.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", FACTS)
    rows = connection.execute(ibis.to_sql(moment.holding(table), dialect="duckdb")).fetchall()
    return {row[0] for row in rows}


def test_holding_of_a_school_year_is_the_state_of_its_first_of_september() -> None:
    moment = Moment(date(2024, 8, 20), school_year="2024/2025")

    assert held(moment) == {
        "open since long",
        "no start known",
        "ends that day",
        "starts that day",
    }


def test_holding_without_school_year_is_the_state_on_the_day() -> None:
    moment = Moment(date(2024, 8, 31))

    assert held(moment) == {
        "open since long",
        "no start known",
        "ends that day",
        "ended the day before",
        "of the year before",
    }


def test_holding_table_without_registration_is_known_whole() -> None:
    table = ibis.table({"from_on": "date", "to_on": "date"}, name="facts")

    sql = ibis.to_sql(Moment(date(2024, 8, 20)).holding(table), dialect="duckdb")

    assert "2024, 8, 20" in sql
    assert "registered_on" not in sql


def test_in_school_year_keeps_what_was_known() -> None:
    moment = Moment(date(2024, 8, 20), school_year="2024/2025").in_school_year("2023/2024")

    assert moment.day == date(2023, 9, 1)
    assert moment.as_of == date(2024, 8, 20)


@pytest.mark.parametrize(
    ("name", "before"), [("2024/2025", "2023/2024"), ("2000/2001", "1999/2000")]
)
def test_previous_is_the_school_year_before(name: str, before: str) -> None:
    assert previous(name) == before


def test_first_of_september_is_the_first_day() -> None:
    assert first_of_september("2024/2025") == date(2024, 9, 1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 8, 31), "2023/2024"),
        (date(2024, 9, 1), "2024/2025"),
        (date(2025, 1, 1), "2024/2025"),
    ],
)
def test_school_year_of_a_day_begins_on_1_september(day: date, name: str) -> None:
    assert school_year_of(day) == name


STAYS = ("stays", "1999-09-01", None)
LEFT_IN_2023 = ("left", "2010-09-01", "2023-11-30")
MOVED_IN_2015 = ("moved", "2010-09-01", "2015-06-30")
MOVED_ON = ("moved", "2015-07-01", None)
CAME_IN_2021 = ("came", "2021-10-01", None)
TERM_TO_COME = ("has a term", "2020-09-01", "2026-08-31")


def is_whole(
    facts: list[tuple[str, str | None, str | None]], year: str, *, since: str = ""
) -> bool:
    """Whether anybody is known of the year, by what is recorded of people."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE facts (what VARCHAR, from_on DATE, to_on DATE)")
    connection.executemany("INSERT INTO facts VALUES (?, ?, ?)", facts)
    connection.execute("CREATE TABLE groups (from_on DATE)")
    connection.execute("INSERT INTO groups VALUES (?)", [since or None])
    table = ibis.table({"what": "string", "from_on": "date", "to_on": "date"}, name="facts")
    groups = ibis.table({"from_on": "date"}, name="groups") if since else None
    moment = Moment(date(2024, 8, 20), school_year=year)
    known = moment.known_whole(table, table, of="what", since=groups)
    return bool(connection.execute(ibis.to_sql(known, dialect="duckdb")).fetchall())


@pytest.mark.parametrize(
    ("facts", "since", "first"),
    [
        ([STAYS, LEFT_IN_2023], "", "2023/2024"),
        # Who moved on to another post has not left.
        ([STAYS, MOVED_IN_2015, MOVED_ON, LEFT_IN_2023], "", "2023/2024"),
        # Nobody has left: since the last came, all are known.
        ([STAYS, CAME_IN_2021, TERM_TO_COME], "", "2021/2022"),
        ([STAYS, LEFT_IN_2023], "2020-09-01", "2020/2021"),
        ([STAYS, CAME_IN_2021], "2020-09-01", "2020/2021"),
        ([STAYS, LEFT_IN_2023], "2024-09-01", "2023/2024"),
    ],
)
def test_those_of_a_day_are_known_since_the_first_is_recorded_to_have_left(
    facts: list[tuple[str, str | None, str | None]], since: str, first: str
) -> None:
    years = [f"{year}/{year + 1}" for year in range(2010, 2026)]

    assert [year for year in years if is_whole(facts, year, since=since)] == [
        year for year in years if year >= first
    ]


def test_those_whose_beginning_nobody_knows_were_always_there() -> None:
    assert is_whole([("always", None, None)], "2010/2011")


@pytest.mark.parametrize("day", [date.min, date(1, 9, 1), date(9999, 8, 31), date.max])
def test_school_years_reach_to_the_ends_of_the_calendar(day: date) -> None:
    name = school_year_of(day)

    assert first_of_september(name) <= day <= last_of_august(name)
