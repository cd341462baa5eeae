"""What rooms ask of lessons and marks, drawn as tables; both engines answer the same."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import polars as pl
import pytest

from gaisma.analytics.engines import Engine, Files
from gaisma.analytics.engines.duckdb import DuckdbEngine
from gaisma.analytics.tables import Lake
from gaisma.evidence.lake import files
from gaisma.record.journals import lessons
from gaisma.record.journals.facts import LESSON_MARKS, LESSONS

LAKE = Lake([LESSONS, LESSON_MARKS])
FIRST, LAST = date(2024, 4, 1), date(2024, 5, 31)
MONDAY = date(2024, 4, 15)


Answers = Callable[[Any], list[list[dict[str, Any]]]]


@pytest.fixture
def answers(tmp_path: Path, spark: Callable[[Files], Engine]) -> Answers:
    """The rows that DuckDB and Spark answer over the written tables, sorted."""
    paths = {key: [tmp_path / f"{key}.parquet"] for key in ("lessons", "lesson_marks")}

    def answered(table: Any) -> list[list[dict[str, Any]]]:
        return [_rows(engine, table) for engine in (DuckdbEngine(paths), spark(paths))]

    return answered


def _rows(engine: Engine, table: Any) -> list[dict[str, Any]]:
    found = engine.rows(str(ibis.to_sql(table, dialect=engine.dialect)))
    lines = (
        {name: _plain(value) for name, value in zip(table.columns, row, strict=True)}
        for row in found
    )
    return sorted(lines, key=str)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    return int(value) if isinstance(value, Decimal) else value


def written(folder: Path, lesson_rows: list[dict[str, Any]], marks: list[dict[str, Any]]) -> None:
    for table, rows in ((LESSONS, lesson_rows), (LESSON_MARKS, marks)):
        full = [
            {
                **dict.fromkeys(table.columns),
                "unit": 1,
                "group": 1,
                "month": f"{row['day']:%Y-%m}",
                **row,
            }
            for row in rows
        ]
        frame = pl.DataFrame(full, schema=files.schema(table), orient="row")
        frame.write_parquet(folder / f"{table.key}.parquet")


def lesson(person: int, day: date, status: str | None, **more: Any) -> dict[str, Any]:
    return {"person": person, "day": day, "status": status, "lesson": 1, "subject": "x", **more}


LESSON_ROWS = [
    lesson(1, MONDAY, "present"),
    lesson(1, date(2024, 4, 19), "late"),
    lesson(1, date(2024, 4, 22), "absent_unexcused"),
    lesson(1, date(2024, 4, 23), None),
    lesson(1, date(2024, 3, 29), "absent_unexcused"),
    lesson(2, MONDAY, "absent_excused", group=2),
    lesson(2, MONDAY, "absent_unexcused", group=2, unit=9),
]


@pytest.mark.spark
def test_shares_count_late_as_attended_and_leave_out_what_nobody_entered(
    tmp_path: Path, answers: Answers
) -> None:
    written(tmp_path, LESSON_ROWS, [])

    for found in answers(lessons.shares(LAKE, FIRST, LAST)):
        assert found == [
            _share(1, 1, attended=2, entered=3, excused=0, unexcused=1, late=1),
            _share(2, 1, attended=0, entered=1, excused=1, unexcused=0, late=0),
            _share(2, 9, attended=0, entered=1, excused=0, unexcused=1, late=0),
        ]


def _share(person: int, unit: int, **counted: int) -> dict[str, int]:
    return {"person": person, "unit": unit, **counted}


@pytest.mark.spark
def test_shares_by_week_begin_on_mondays(tmp_path: Path, answers: Answers) -> None:
    written(tmp_path, LESSON_ROWS, [])

    asked = lessons.shares(LAKE, FIRST, LAST, groups=[1], by_week=True)

    for found in answers(asked.select("person", "week", "attended", "entered")):
        assert found == [
            {"person": 1, "week": MONDAY, "attended": 2, "entered": 2},
            {"person": 1, "week": date(2024, 4, 22), "attended": 0, "entered": 1},
        ]


@pytest.mark.spark
@pytest.mark.parametrize(("more_than", "is_found"), [(2, True), (3, False)])
def test_unexcused_lessons_above_a_number(
    tmp_path: Path, answers: Answers, more_than: int, is_found: bool
) -> None:
    days = [date(2024, 5, day) for day in (6, 7, 8)]
    rows = [lesson(1, day, "absent_unexcused") for day in days]
    written(tmp_path, [*rows, lesson(1, date(2024, 5, 9), "absent_excused")], [])

    asked = lessons.unexcused_above(LAKE, FIRST, LAST, more_than=more_than)

    for found in answers(asked):
        assert found == [{"person": 1, "unit": 1, "lessons": 3}] * is_found


def mark(person: int, points: int | None, given_for: str = "lesson", **more: Any) -> dict[str, Any]:
    row = {"person": person, "mark": points, "given_for": given_for, "subject": "x"}
    return {"day": MONDAY, **row, **more}


@pytest.mark.spark
@pytest.mark.parametrize(
    ("marks", "fails"),
    [
        ([mark(1, 4), mark(1, 4)], False),
        ([mark(1, 4), mark(1, 3)], True),
        ([mark(1, 3), mark(1, 4), mark(1, 5)], False),
        ([mark(1, None)], False),
        ([mark(1, 2), mark(1, 4, "term")], False),
        ([mark(1, 9), mark(1, 3, "term")], True),
        ([mark(1, 3, "term"), mark(1, 4, "year", day=date(2024, 5, 30))], False),
        ([mark(1, 3, day=date(2024, 3, 1)), mark(1, 7)], False),
    ],
)
def test_subject_fails_by_the_last_final_mark_or_by_the_mean(
    tmp_path: Path, answers: Answers, marks: list[dict[str, Any]], fails: bool
) -> None:
    written(tmp_path, [], marks)

    for found in answers(lessons.failing(LAKE, FIRST, LAST)):
        assert found == [{"person": 1, "unit": 1, "subject": "x"}] * fails
