"""Every indicator does what its specs say, on either engine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gaisma.analytics.engines import Engine, Files
from gaisma.analytics.engines.duckdb import DuckdbEngine
from gaisma.base.registry import gathered
from tests.spec import drawing, specs
from tests.spec.catalogue import SPECS
from tests.spec.specs import Spec

each_spec = pytest.mark.parametrize(
    "spec", SPECS, ids=[f"{spec.indicator}: {spec.title}" for spec in SPECS]
)


@each_spec
def test_duckdb_answers_as_the_spec_says(spec: Spec, tmp_path: Path) -> None:
    engine = DuckdbEngine(specs.written(spec, tmp_path))

    for line in drawing.lines(spec.figures):
        assert specs.answer(spec, line, engine) == line["value"], line["filters"]


@pytest.mark.spark
@each_spec
def test_spark_answers_as_the_spec_says(
    spec: Spec, tmp_path: Path, spark: Callable[[Files], Engine]
) -> None:
    engine = spark(specs.written(spec, tmp_path))

    for line in drawing.lines(spec.figures):
        assert specs.answer(spec, line, engine) == line["value"], line["filters"]


def test_every_indicator_has_a_spec() -> None:
    assert {spec.indicator for spec in SPECS} == set(gathered("INDICATORS").keys)


def test_titles_of_specs_are_said_once() -> None:
    titles = [(spec.indicator, spec.title) for spec in SPECS]

    assert len(titles) == len(set(titles))
