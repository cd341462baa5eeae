from datetime import date

import duckdb
import ibis
import pytest

from gaisma.analytics.moments import Moment, first_of_september, previous, school_year_of

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
