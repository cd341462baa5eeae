"""What rules find: held against a count of our own, on either side of each threshold."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import ibis
import polars as pl
import pytest

from gaisma.analytics.tables import Lake
from gaisma.quality.assessments.facts import RESULTS
from gaisma.quality.prevention.signals import finding
from gaisma.quality.prevention.signals.finding import (
    FAILING,
    FEW_LESSONS,
    LOW_RESULT,
    UNEXCUSED,
    Span,
    Whose,
)
from gaisma.record.journals.facts import LESSON_MARKS, LESSONS

DAY = date(2024, 5, 31)
SPAN = Span(DAY, date(2024, 1, 8), date(2024, 6, 7))
POLARS = {
    "int64": pl.Int64,
    "string": pl.String,
    "date": pl.Date,
    "boolean": pl.Boolean,
    "array<string>": pl.List(pl.String),
    "decimal(8, 5)": pl.Decimal(8, 5),
}
Found = dict[str, set[tuple[int, int, int]]]


def table(key: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    schema = {name: POLARS[kind] for name, kind in columns.items()}
    full = [{name: row.get(name) for name in columns} for row in rows]
    return pl.DataFrame(full, schema=schema)


def found(
    lessons: Iterable[Mapping[str, Any]] = (),
    marks: Iterable[Mapping[str, Any]] = (),
    results: Iterable[Mapping[str, Any]] = (),
    *,
    span: Span = SPAN,
    whose: Whose | None = None,
    **thresholds: int,
) -> Found:
    """Person, institution and value by rule, as DuckDB answers."""
    engine = duckdb.connect()
    engine.register("lessons", table("lessons", LESSONS.columns, lessons).to_arrow())
    engine.register("lesson_marks", table("lesson_marks", LESSON_MARKS.columns, marks).to_arrow())
    engine.register("assessment_results", table("r", RESULTS.columns, results).to_arrow())
    asked = finding.found(Lake([LESSONS, LESSON_MARKS, RESULTS]), thresholds, span)
    if whose is not None:
        asked = {kind: whose.of(rows) for kind, rows in asked.items()}
    answers = {
        kind: pl.DataFrame(engine.sql(str(ibis.to_sql(rows, dialect="duckdb"))).to_arrow_table())
        for kind, rows in asked.items()
    }
    return {
        kind: {(row["person"], row["unit"], row["value"]) for row in rows.to_dicts()}
        for kind, rows in answers.items()
    }


def lesson(person: int, day: date, status: str | None, number: int = 1) -> dict[str, Any]:
    month = f"{day:%Y-%m}"
    return {"person": person, "unit": 1, "day": day, "month": month, "lesson": number,
            "status": status}  # fmt: skip


def mark(person: int, subject: str, points: int, given_for: str = "lesson") -> dict[str, Any]:
    return {"person": person, "unit": 1, "day": DAY, "month": "2024-05", "subject": subject,
            "mark": points, "given_for": given_for}  # fmt: skip


@pytest.mark.parametrize(("attended", "is_found"), [(89, True), (90, False), (91, False)])
def test_attendance_signals_below_the_share_and_not_at_it(attended: int, is_found: bool) -> None:
    rows = [
        lesson(1, DAY - timedelta(days=n % 28), "present" if n < attended else "absent_excused", n)
        for n in range(100)
    ]

    assert found(rows, few_lessons=90)[FEW_LESSONS] == ({(1, 1, attended)} if is_found else set())


@pytest.mark.parametrize(("days_ago", "is_found"), [(0, True), (27, True), (28, False)])
def test_attendance_looks_at_four_weeks(days_ago: int, is_found: bool) -> None:
    rows = [lesson(1, DAY - timedelta(days=days_ago), "absent_unexcused")]

    assert bool(found(rows, few_lessons=90)[FEW_LESSONS]) is is_found


def test_lesson_that_nobody_entered_counts_for_nothing() -> None:
    rows = [lesson(1, DAY, "present", 1), lesson(1, DAY, None, 2)]

    assert found(rows, few_lessons=100)[FEW_LESSONS] == set()


def test_who_comes_late_comes() -> None:
    assert found([lesson(1, DAY, "late")], few_lessons=100)[FEW_LESSONS] == set()


@pytest.mark.parametrize(("missed", "is_found"), [(19, False), (20, False), (21, True)])
def test_unexcused_signals_above_the_number_and_not_at_it(missed: int, is_found: bool) -> None:
    rows = [lesson(1, DAY, "absent_unexcused", n) for n in range(missed)]

    assert found(rows, unexcused=20)[UNEXCUSED] == ({(1, 1, missed)} if is_found else set())


@pytest.mark.parametrize(
    ("day", "is_found"),
    [
        (SPAN.term_from, True),
        (SPAN.term_from - timedelta(days=1), False),
        (DAY, True),
        (DAY + timedelta(days=1), False),
    ],
)
def test_unexcused_lessons_are_of_the_term_up_to_the_day(day: date, is_found: bool) -> None:
    rows = [lesson(1, day, "absent_unexcused", n) for n in range(21)]

    assert bool(found(rows, unexcused=20)[UNEXCUSED]) is is_found


@pytest.mark.parametrize(("failed", "is_found"), [(1, False), (2, True), (3, True)])
def test_failing_signals_from_the_number_on(failed: int, is_found: bool) -> None:
    rows = [mark(1, f"S{n}", 3 if n < failed else 4) for n in range(4)]

    assert found((), rows, failing=2)[FAILING] == ({(1, 1, failed)} if is_found else set())


def test_mark_of_the_term_decides() -> None:
    rows = [mark(1, name, 2) for name in "AB"] + [mark(1, name, 4, "term") for name in "AB"]

    assert found((), rows, failing=1)[FAILING] == set()


def result(person: int, percent: str, known_on: date = DAY, **more: Any) -> dict[str, Any]:
    share = Decimal(percent) / 100
    return {"person": person, "unit": 1, "assessment": "state_exam", "subject": "mathematics",
            "grade": 9, "attempt": 1, "share": share, "known_on": known_on, **more}  # fmt: skip


def low(rows: Iterable[Mapping[str, Any]], least: int = 20) -> set[tuple[int, int, int]]:
    return found((), (), rows, low_result=least)[LOW_RESULT]


@pytest.mark.parametrize(("percent", "is_found"), [("19.999", True), ("20", False), ("21", False)])
def test_result_signals_below_the_threshold_and_not_at_it(percent: str, is_found: bool) -> None:
    assert low([result(1, percent)]) == ({(1, 1, 19)} if is_found else set())


def test_second_try_that_reached_it_takes_the_signal_away() -> None:
    assert low([result(1, "10"), result(1, "25", attempt=2)]) == set()
    assert low([result(1, "10"), result(1, "25", subject="history")]) == {(1, 1, 10)}


@pytest.mark.parametrize(("ago", "is_found"), [(-1, False), (0, True), (181, True), (182, False)])
def test_low_result_is_told_for_half_a_year(ago: int, is_found: bool) -> None:
    assert bool(low([result(1, "10", DAY - timedelta(days=ago))])) is is_found


def test_rule_of_results_reads_nothing_of_who_a_learner_is() -> None:
    asked = finding.found(Lake([RESULTS]), {LOW_RESULT: 20}, SPAN)[LOW_RESULT]
    sql = str(ibis.to_sql(asked, dialect="duckdb"))

    assert [name for name in ("language", "special_programme", "founder") if name in sql] == []


def test_every_threshold_finds_whom_a_count_of_our_own_finds() -> None:
    drawn = random.Random(20240531)
    statuses = ("present", "present", "present", "late", "absent_excused", "absent_unexcused", None)
    lessons = [
        lesson(person, DAY - timedelta(days=drawn.randrange(60)), drawn.choice(statuses), number)
        for person in range(1, 41)
        for number in range(120)
    ]
    within = [row for row in lessons if row["day"] >= SPAN.weeks_from]
    in_term = [row for row in lessons if row["day"] >= SPAN.term_from]

    for threshold in range(50, 101, 5):
        expected = set()
        for person in range(1, 41):
            own = [row["status"] for row in within if row["person"] == person and row["status"]]
            came = sum(status in ("present", "late") for status in own)
            if own and came / len(own) < threshold / 100:
                expected.add((person, 1, came))
        assert found(lessons, few_lessons=threshold)[FEW_LESSONS] == expected
    for most in range(10, 30):
        missed = {
            person: sum(
                row["person"] == person and row["status"] == "absent_unexcused" for row in in_term
            )
            for person in range(1, 41)
        }
        above = {(person, 1, number) for person, number in missed.items() if number > most}
        assert found(lessons, unexcused=most)[UNEXCUSED] == above


def test_signals_are_narrowed_before_they_are_answered() -> None:
    rows = [
        lesson(person, DAY, "absent_unexcused") | {"unit": unit}
        for person in (1, 2)
        for unit in (1, 2, 3)
    ]
    whose = Whose(frozenset({1}), frozenset({(2, 3)}))

    told = found(rows, whose=whose, few_lessons=90)[FEW_LESSONS]

    assert {(person, unit) for person, unit, _value in told} == {(1, 1), (2, 1), (2, 2), (2, 3)}
    assert {(p, u) for p, u, _value in told if whose.has(p, u)} == {(1, 1), (2, 1), (2, 3)}
    assert found(rows, whose=Whose(frozenset()), few_lessons=90)[FEW_LESSONS] == set()


def test_rules_read_nothing_of_who_a_learner_is() -> None:
    """No column of a person, of need, language or place of living is among what they ask for."""
    asked = finding.found(
        Lake([LESSONS, LESSON_MARKS]), {FEW_LESSONS: 90, UNEXCUSED: 20, FAILING: 2}, SPAN
    )

    for rows in asked.values():
        read = {name for one in rows.op().find(ibis.expr.operations.UnboundTable)
                for name in one.schema.names}  # fmt: skip
        assert read <= {*LESSONS.columns, *LESSON_MARKS.columns}
        assert not read & {"sex", "language", "special_programme", "home_municipality"}
