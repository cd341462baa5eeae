"""Criteria of observing: items of instruments under one name through all their versions."""

import polars as pl

from gaisma.base import once
from gaisma.evidence.figures.titles import Titles
from gaisma.record.instruments import flattening
from gaisma.record.instruments.flattening import Known
from gaisma.record.instruments.questionnaire import OF_CHOICES

USE = "observation"


@once.a_request
def _known() -> list[Known]:
    return flattening.known(USE)


def titles(language: str) -> dict[str, str]:
    """Criteria as the language calls them, in the order in which they are asked."""
    return {one.name: one.title(language) for one in _known() if one.item.kind in OF_CHOICES}


def given(sheets: pl.DataFrame) -> pl.DataFrame:
    """Answers of sheets by item: `observation`, `criterion`, `answer`, `judged`, `meets`, `value`.

    `sheets` are `observation`, `version` and `answers` as JSON.
    """
    items = flattening.of_versions(_known(), sheets["version"].unique().to_list())
    told = flattening.flat(sheets, items, key="observation")
    return told.select(
        "observation",
        "answer",
        "meets",
        "value",
        criterion="item",
        judged=pl.col("is_criterion") & ~pl.col("is_open"),
    )


TITLES = [Titles("criterion", titles)]
