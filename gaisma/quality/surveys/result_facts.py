"""The table of the lake about what was told of institutions; only what everybody may read."""

import polars as pl
from django.utils import timezone

from gaisma.analytics.audiences import AUDIENCES
from gaisma.analytics.moments import school_year_of
from gaisma.analytics.tables import LakeTable
from gaisma.base.models import Organisation
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.surveys.models import ToldCount
from gaisma.record.organisations.facts import PLACE, places

CHANGED = "surveys"
RESULTS = LakeTable(
    "survey_results",
    {
        **PLACE,
        "survey": "string",
        "audience": "string",
        "item": "string",
        "answer": "string",
        "given": "int64",
        "people": "int64",
        "school_year": "string",
        "closed_on": "date",
    },
    cut_by=("school_year", "authority"),
)
"""A row an answer in a closed wave, with how many gave it; beside the first answer of an item
stand all the people who answered it. No number that was held back is in it."""

JOINED = [term.key for term in AUDIENCES.terms if term.includes]
ITEM = ["survey", "audience", "place", "item"]
READ = {
    "survey": pl.String,
    "audience": pl.String,
    "place": pl.String,
    "item": pl.String,
    "position": pl.Int64,
    "answer": pl.String,
    "given": pl.Int64,
    "people": pl.Int64,
    "school_year": pl.String,
    "closed_on": pl.Date,
}


def results() -> pl.DataFrame:
    """The public view of institutions; an audience that joins others would count people twice."""
    read = pl.DataFrame(_told(), schema=READ, orient="row").sort(*ITEM, "position")
    is_first = pl.int_range(pl.len()).over(ITEM) == 0
    once_an_item = pl.when(is_first).then("people").otherwise(0).alias("people")
    placed = read.with_columns(once_an_item).join(_units(), on="place").join(places(), on="unit")
    return placed.select(*RESULTS.columns).sort("school_year", "unit", *ITEM[:2], "item", "answer")


def _told() -> list[tuple[object, ...]]:
    rows = ToldCount.objects.filter(view="public", level="institution", is_suppressed=False)
    own = ("campaign__code", *list(READ)[1:6], "count", "base", "campaign__closed_at")
    single = rows.exclude(audience__in=JOINED).values_list(*own)
    days = ((row, timezone.localdate(closed_at)) for *row, closed_at in single)
    return [(*row, school_year_of(day), day) for row, day in days]


def _units() -> pl.DataFrame:
    known = list(Organisation.objects.values_list("pk", "code"))
    return pl.DataFrame(known, schema={"unit": pl.Int64, "place": pl.String}, orient="row")


FACTS = [Fact(RESULTS, results, ("organisations", CHANGED))]
