"""Criteria of observing: items of instruments under one name through all their versions."""

import polars as pl

from gaisma.base import request_cache
from gaisma.evidence.figures.declarations import Titles
from gaisma.record.instruments import flattening
from gaisma.record.instruments.flattening import Known
from gaisma.record.instruments.models import Version
from gaisma.record.instruments.queries import called
from gaisma.record.instruments.questionnaire import OF_CHOICES, ONE, SCALE, Item, Questionnaire

USE = "observation"


@request_cache.a_request
def _known() -> list[Known]:
    return flattening.known(USE)


def titles(language: str) -> dict[str, str]:
    """Criteria as the language calls them, in the order in which they are asked."""
    return {one.name: one.title(language) for one in _known() if one.item.kind in OF_CHOICES}


def instruments() -> dict[str, str]:
    """Instruments that have criteria: their titles in the reader's language, by their keys."""
    return {one.asked.key: called(one.asked) for one in _known() if _places(one)}


def of_instrument(key: str, language: str) -> dict[str, str]:
    """The criteria of one instrument as the language calls them, in the order of its sheet."""
    own = (one for one in _known() if one.asked.key == key and _places(one))
    return {one.name: one.title(language) for one in own}


def given(sheets: pl.DataFrame) -> pl.DataFrame:
    """Answers of sheets by item: `observation`, `criterion`, `answer`, `seen`, `judged`, `meets`,
    `value`.

    `sheets` are `observation`, `version` and `answers` as JSON.
    """
    items = flattening.of_versions(_known(), sheets["version"].unique().to_list())
    told = flattening.flat(sheets, items, key="observation")
    schema = {"item": pl.String, "answer": pl.String, "seen": pl.String}
    seen = [(*key, label) for key, label in _seen(flattening.NAMED_IN).items()]
    words = pl.DataFrame(seen, schema=schema, orient="row")
    return told.join(words, on=["item", "answer"], how="left", maintain_order="left").select(
        "observation",
        "answer",
        "seen",
        "meets",
        "value",
        criterion="item",
        judged=pl.col("is_criterion") & ~pl.col("is_open"),
    )


def seen(language: str) -> dict[str, str]:
    """What answers say that judge nothing, by what they say in figures, in the order of sheets."""
    said = _seen(language)
    return {named: said[key] for key, named in _seen(flattening.NAMED_IN).items()}


def _seen(language: str) -> dict[tuple[str, str], str]:
    """The answers to questions without levels, by the name of the question and their own."""
    return {
        (one.name, choice.name): one.asked.text(choice.label, language)
        for one in _known()
        if one.item.kind in OF_CHOICES and not any(c.meets for c in one.asked.choices_of(one.item))
        for choice in one.asked.choices_of(one.item)
    }


def levels(version: Version) -> dict[str, dict[str, int]]:
    """For each criterion of the version its levels with their places, 1 the lowest."""
    found = flattening.of_versions(_known(), [version.pk], kinds=(ONE, SCALE))
    return {one.name: of for one in found if (of := _places(one))}


def rated(sheets: pl.DataFrame, version: Version) -> pl.DataFrame:
    """Ratings of sheets of one version: `sheet`, `criterion`, and `value`, the level's place.

    `sheets` are `sheet`, `version` and `answers` as JSON; who could not judge gave no rating.
    """
    items = flattening.of_versions(_known(), [version.pk], kinds=(ONE, SCALE))
    rows = [
        (name, answer, place)
        for name, places in levels(version).items()
        for answer, place in places.items()
    ]
    schema = {"item": pl.String, "answer": pl.String, "value": pl.Int64}
    scale = pl.DataFrame(rows, schema=schema, orient="row")
    given = flattening.flat(sheets, items, key="sheet").drop("value")
    return given.join(scale, on=["item", "answer"]).select("sheet", "value", criterion="item")


def places(asked: Questionnaire, item: Item) -> dict[str, int]:
    """The levels of a criterion by their places, 1 the lowest; of another item nothing."""
    choices = asked.choices_of(item)
    if not any(choice.meets for choice in choices):
        return {}
    judging = [choice for choice in choices if not choice.is_open]
    # As they are drawn when none says what it counts.
    ordered = sorted(judging, key=lambda choice: choice.value or 0)
    return {choice.name: place for place, choice in enumerate(ordered, start=1)}


def _places(one: Known) -> dict[str, int]:
    return places(one.asked, one.item)


TITLES = [Titles("criterion", titles), Titles("seen", seen)]
