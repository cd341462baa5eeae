"""DuckDB and Spark give the same numbers to everything that is asked."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from gaisma.analytics import calculation, compiling, questions
from gaisma.analytics.calculation import Figure
from gaisma.analytics.engines import Engine, Files
from gaisma.analytics.engines.duckdb import DuckdbEngine
from gaisma.analytics.indicators import Indicator
from gaisma.analytics.questions import Question
from gaisma.analytics.tables import Lake
from gaisma.base.registry import gathered
from tests.spec import sample_like
from tests.spec.specs import lake_tables

pytestmark = pytest.mark.spark
AS_OF = date(2024, 9, 20)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return sample_like.written(tmp_path_factory.mktemp("Ezeru iela {1} āž"))


@pytest.fixture(scope="module")
def engines(files: Files, spark: Callable[[Files], Engine]) -> tuple[Engine, Engine]:
    return DuckdbEngine(files), spark(files)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "key" in metafunc.fixturenames:
        metafunc.parametrize("key", gathered("INDICATORS").keys)


def test_engines_agree_on_all_that_is_published_and_every_breakdown(
    key: str, engines: tuple[Engine, Engine]
) -> None:
    duckdb, spark = engines

    asked = list(asked_of(gathered("INDICATORS")[key]))

    for question in asked:
        expected = numbers(question, duckdb)
        assert numbers(question, spark) == expected, (question.filters, question.by)
    assert any(part[1] for question in asked for part in numbers(question, duckdb))


def test_arrow_tables_of_both_engines_hold_the_same(engines: tuple[Engine, Engine]) -> None:
    sql = "SELECT unit, founder FROM institutions WHERE unit < 4 ORDER BY unit"

    tables = [engine.arrow(sql).to_pylist() for engine in engines]

    assert (
        tables[0] == tables[1] == [{"unit": unit, "founder": "municipality"} for unit in (1, 2, 3)]
    )


def asked_of(indicator: Indicator) -> Iterator[Question]:
    """What the city published of the indicator, then each of its breakdowns."""
    for filters, as_of in published(indicator.key):
        yield question(indicator, filters, (), as_of)
    year = {"school_year": "2024/2025"} if "school_year" in indicator.parameters else {}
    # A share of answers is one only where it is said of which answer.
    told = {indicator.counted: "yes"} if indicator.counted else {}
    for dimension in indicator.by:
        yield question(indicator, year | told, (dimension,), AS_OF)


def published(key: str) -> Iterator[tuple[dict[str, str], date]]:
    with (sample_like.SAMPLE / "published.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["area"] == "foundation" and line["indicator"] == key:
                filters = dict(pair.split("=") for pair in line["filters"].split(";"))
                yield filters, date.fromisoformat(line["as_of"])


def question(
    indicator: Indicator, filters: dict[str, str], by: tuple[str, ...], as_of: date
) -> Question:
    return questions.asked(
        indicator, filters=filters, by=by, as_of=as_of, subtree=sample_like.subtree
    )


def numbers(question: Question, engine: Engine) -> list[tuple[Any, ...]]:
    """Numerators and denominators of both years, which must be the same whole numbers."""
    return [
        (
            tuple(figure.by.values()),
            figure.numerator,
            figure.denominator,
            figure.compared_value,
            type(figure.numerator),
        )
        for figure in figures(question, engine)
    ]


def figures(question: Question, engine: Engine) -> list[Figure]:
    compiled = compiling.compiled(
        question, lake=Lake(lake_tables()), dialect=engine.dialect, engine=engine.version
    )
    return calculation.figures(
        compiled,
        current=engine.rows(compiled.current),
        compared=engine.rows(compiled.compared) if compiled.compared else None,
        lake_version=1,
        code_of={},
    )
