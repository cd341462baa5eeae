"""What is told of closed waves, as far as the reader may read it: the only numbers of results.

A place has one row for each number. Where it is the reader's own institution it is the row of the
inside view, elsewhere that of the public one; `view` does not tell them apart any more.
"""

from typing import Any

import polars as pl
from django.db.models import Q, QuerySet

from gaisma.base import bulk
from gaisma.quality.surveys.models import Campaign, ToldCount, ToldMean
from gaisma.quality.surveys.queries.asked import Items
from gaisma.quality.surveys.queries.visibility import Sight
from gaisma.quality.surveys.results import shares

JOINED, OTHER = "joined", "other"
CITY = ("city", "")


def counts(campaign: Campaign, sight: Sight, *among: Q) -> pl.DataFrame:
    """Counts of answers, as `results.closing` makes them, in the order of the answers."""
    return _read(ToldCount.objects.all(), campaign, sight, *among).sort("item", "position")


def means(campaign: Campaign, sight: Sight, *among: Q) -> pl.DataFrame:
    """Means of constructs in points of a hundred."""
    return _read(ToldMean.objects.all(), campaign, sight, *among)


def at(*places: tuple[str, str]) -> Q:
    """The rows of places, each a level and a code."""
    found = Q(pk__in=())
    for level, place in places:
        found |= Q(level=level, place=place)
    return found


def good(counts: pl.DataFrame, items: Items) -> pl.DataFrame:
    """Of counts of one audience the joined good answers of each item, with base and share."""
    joined = [(item.name, answer.code) for item in items.values() for answer in item.joined]
    schema = {"item": pl.String, "answer": pl.String}
    good_ones = pl.DataFrame(joined, schema=schema, orient="row")
    among = counts.join(good_ones.select("item").unique(), on="item", how="semi")
    marked = among.join(good_ones.with_columns(is_good=True), on=["item", "answer"], how="left")
    kind = pl.when(pl.col("is_good").fill_null(value=False)).then(pl.lit(JOINED))
    told = marked.with_columns(answer=kind.otherwise(pl.lit(OTHER)))
    return shares.joined_answers(told, [JOINED])


def _read(rows: "QuerySet[Any]", campaign: Campaign, sight: Sight, *among: Q) -> pl.DataFrame:
    seen = rows.filter(sight.rows, *among, campaign=campaign)
    frame = bulk.frame_of(seen.order_by()).drop("id", "campaign_id")
    construct = pl.when(pl.col("construct") != "").then(pl.col("construct"))
    return frame.with_columns(view=pl.lit("told"), construct=construct)
