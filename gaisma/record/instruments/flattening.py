"""Answers as long rows for the lake: a row an item, under one name through all versions."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from gaisma.record.instruments.models import Version
from gaisma.record.instruments.questionnaire import (
    DECIMAL,
    MANY,
    NUMBER,
    OF_CHOICES,
    Item,
    Questionnaire,
)

NAMED_IN = "en"
COUNTED = (*OF_CHOICES, NUMBER, DECIMAL)
"""Kinds of items that figures count: what is chosen or is a number."""
VALUE = pl.Decimal(12, 3)


class Known(NamedTuple):
    """An item of a version. `goes_back_to` is the one that it has always been the same as."""

    version: int
    item: Item
    goes_back_to: Item
    asked: Questionnaire

    @property
    def name(self) -> str:
        """What the item is called in figures, whatever its wording is now."""
        return self.asked.text(self.goes_back_to.label, NAMED_IN)

    def title(self, language: str) -> str:
        """The same in a language."""
        return self.asked.text(self.goes_back_to.label, language)


def known(use: str) -> list[Known]:
    """The items of all versions in use, each with the one that it goes back to."""
    found: list[Known] = []
    before: dict[int, dict[str, Item]] = {}
    versions = Version.objects.filter(instrument__use=use, in_use_from__isnull=False)
    for version in versions.order_by("instrument", "number"):
        asked, earlier = version.asks, before.get(version.instrument_id, {})
        first = {item.name: earlier.get(item.same_as, item) for item in asked.items}
        found += [Known(version.pk, item, first[item.name], asked) for item in asked.items]
        before[version.instrument_id] = first
    return found


def of_versions(
    items: Sequence[Known], versions: Collection[int], *, kinds: Collection[str] = COUNTED
) -> list[Known]:
    """Those of the versions whose answers are of these kinds."""
    return [one for one in items if one.version in versions and one.item.kind in kinds]


def flat(rows: pl.DataFrame, items: Sequence[Known], *, key: str) -> pl.DataFrame:
    """A row for each answer: `key`, `item`, `construct`, `is_reversed`, `is_criterion`, `answer`,
    `is_open`, `meets`, `value`; of several chosen each is a row of its own.

    `rows` are `key`, `version` and `answers` as JSON; they are decoded all at once. An item is a
    criterion when some level of it meets something.
    """
    names = list(dict.fromkeys(one.item.name for one in items))
    shape = pl.Struct(dict.fromkeys(names, pl.String))
    wide = rows.with_columns(pl.col("answers").str.json_decode(shape)).unnest("answers")
    long = wide.unpivot(names, index=[key, "version"], variable_name="asked")
    answered = long.filter(pl.col("value") != "").join(_items(items), on=["version", "asked"])
    single = answered.with_columns(
        pl.when("is_many")
        .then(pl.col("value").str.split(" "))
        .otherwise(pl.concat_list("value"))
        .alias("answer")
    ).explode("answer")
    told = single.join(_choices(items), on=["version", "asked", "answer"], how="left")
    return told.select(
        key,
        "item",
        "construct",
        "is_reversed",
        "is_criterion",
        "answer",
        is_open=pl.col("is_open").fill_null(value=False),
        meets=pl.col("meets").fill_null(value=False),
        value=pl.when("is_number")
        .then(pl.col("value").cast(VALUE, strict=False))
        .otherwise("counts_as"),
    )


def _items(items: Sequence[Known]) -> pl.DataFrame:
    schema: dict[str, Any] = {
        "version": pl.Int64,
        "asked": pl.String,
        "item": pl.String,
        "construct": pl.String,
        "is_reversed": pl.Boolean,
        "is_criterion": pl.Boolean,
        "is_many": pl.Boolean,
        "is_number": pl.Boolean,
    }
    return pl.DataFrame([_item(one) for one in items], schema=schema, orient="row")


def _item(one: Known) -> tuple[Any, ...]:
    choices = one.asked.choices_of(one.item)
    return (
        one.version,
        one.item.name,
        one.name,
        one.item.construct,
        one.item.is_reversed,
        any(choice.meets for choice in choices),
        one.item.kind == MANY,
        one.item.kind in (NUMBER, DECIMAL),
    )


def _choices(items: Sequence[Known]) -> pl.DataFrame:
    """What can be chosen: what it counts, whether it judges, whether it meets the criterion."""
    schema: dict[str, Any] = {
        "version": pl.Int64,
        "asked": pl.String,
        "answer": pl.String,
        "is_open": pl.Boolean,
        "meets": pl.Boolean,
        "counts_as": VALUE,
    }
    rows = [row for one in items for row in _choices_of(one)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def _choices_of(one: Known) -> Iterator[tuple[int, str, str, bool, bool, Decimal | None]]:
    for choice in one.asked.choices_of(one.item):
        yield one.version, one.item.name, choice.name, choice.is_open, choice.meets, choice.value
