"""The same command on either engine, as GAISMA_ENGINE sets it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.installations import SeparateInstallation
from tests.integration import small_city

QUESTION = ("learners.count", "--filter", "school_year=2023/2024", "--by", "institution")


@pytest.mark.spark
def test_figure_is_the_same_whichever_engine_is_set(migrated: SeparateInstallation) -> None:
    small_city.made(migrated, learners=7)

    duckdb, spark = answers(migrated, "duckdb"), answers(migrated, "spark")

    assert [figure["numerator"] for figure in duckdb] == [14]
    assert duckdb[0].pop("definition") != spark[0].pop("definition")
    assert duckdb == spark


def answers(installation: SeparateInstallation, engine: str) -> list[dict[str, Any]]:
    """What the command prints on that engine."""
    environment = installation.environment | {"GAISMA_ENGINE": engine}
    done = replace(installation, environment=environment).run("figure", *QUESTION, "--json")
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
