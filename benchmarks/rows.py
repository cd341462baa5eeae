"""A figure that reads more than ten million rows, beside the same by hand in DuckDB's SQL."""

import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from benchmarks.measuring import Measured, median, module

if TYPE_CHECKING:
    from gaisma.analytics.engines.duckdb import DuckdbEngine

ROWS = 12_000_000
A_FILE = 1_000_000
AS_OF = date(2024, 8, 20)
WHERE = """
    WHERE school_year = '2024/2025'
      AND (from_on IS NULL OR from_on <= DATE '2024-09-01')
      AND (to_on IS NULL OR to_on >= DATE '2024-09-01')
      AND (registered_on IS NULL OR registered_on <= DATE '2024-08-20')
"""
HEADS = "count(DISTINCT person) + coalesce(sum(heads), 0)"
BY_HAND = {
    (): f"SELECT {HEADS} FROM enrolments {WHERE}",
    ("grade",): f"SELECT grade, {HEADS} FROM enrolments {WHERE} GROUP BY grade ORDER BY grade",
}
VALUES = {
    "unit": "i % 3000",
    "institution": "i % 3000",
    "authority": "i % 100",
    "institution_kind": "'secondary_school'",
    "founder": "'municipality'",
    "programme": "i % 9000",
    "stage": "CASE WHEN i % 3 = 0 THEN 'preschool' ELSE 'school' END",
    "special_programme": "CAST([] AS VARCHAR[])",
    "language": "'latvian'",
    "form_of_study": "'full_time'",
    "group": "i % 400000",
    "school_year": "'2024/2025'",
    "grade": "i % 12 + 1",
    "person": "hash(i) // 2",
    "heads": "0",
    "home_municipality": "'Paraugpils'",
    "from_on": "DATE '2024-09-01'",
}


def measured() -> Iterator[Measured]:
    """Twelve million enrolments in files of a million."""
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        for by, figure, by_hand in module("benchmarks.rows", Path(folder), folder):
            peer = f"{figure:.3g} s, and {by_hand:.3g} s by hand"
            what = f"learners of {ROWS // 1_000_000} M rows{by}, times the same by hand"
            yield Measured(what, figure / by_hand, "×", 1.3, peer)


def _compared(folder: Path) -> list[tuple[str, float, float]]:
    from gaisma.analytics import compiling
    from gaisma.analytics.engines.duckdb import DuckdbEngine
    from gaisma.analytics.questions import asked
    from gaisma.base.registry import gathered
    from gaisma.evidence.figures.queries import lake

    columns = gathered("FACTS")["enrolments"].table.columns
    engine = DuckdbEngine({"enrolments": _written(columns, folder)})
    found = []
    for by, sql in BY_HAND.items():
        question = asked(
            gathered("INDICATORS")["learners.count"],
            filters={"school_year": "2024/2025"},
            by=by,
            as_of=AS_OF,
            subtree=lambda word: NotImplemented,
        )
        ours = compiling.compiled(question, lake=lake(), dialect="duckdb", engine="").current
        if engine.rows(ours) != engine.rows(sql):
            raise RuntimeError("The SQL by hand gives other numbers.")
        words = " by " + by[0] if by else ""
        found.append((words, _median(engine, ours), _median(engine, sql)))
    return found


def _median(engine: "DuckdbEngine", sql: str) -> float:
    return median(lambda: engine.rows(sql), 5)


def _written(columns: dict[str, str], folder: Path) -> list[Path]:
    types = {"string": "VARCHAR", "int64": "BIGINT", "array<string>": "VARCHAR[]"}
    selected = ", ".join(
        f'CAST({VALUES.get(name, "NULL")} AS {types.get(kind, kind)}) AS "{name}"'
        for name, kind in columns.items()
    )
    paths = []
    for start in range(0, ROWS, A_FILE):
        paths.append(folder / f"enrolments {start}.parquet")
        numbers = f"range({start}, {start + A_FILE}) AS numbers(i)"
        duckdb.sql(f"COPY (SELECT {selected} FROM {numbers}) TO '{paths[-1]}' (FORMAT parquet)")
    return paths


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
    django.setup()
    sys.stdout.write(json.dumps(_compared(Path(sys.argv[1]))) + "\n")
