"""Tables of the lake about what was told of closed waves; only what everybody may read."""

from typing import Any

import polars as pl
from django.utils import timezone

from gaisma.analytics.audiences import AUDIENCES
from gaisma.analytics.moments import school_year_of
from gaisma.analytics.tables import LakeTable
from gaisma.base.models import Organisation
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.surveys import facts
from gaisma.quality.surveys.models import Part, ToldCount
from gaisma.record.instruments.questionnaire import MANY
from gaisma.record.organisations.facts import PLACE, places

CHANGED = "surveys"
ANSWER = {
    "survey": "string",
    "audience": "string",
    "item": "string",
    "takes_many": "boolean",
    "answer": "string",
    "given": "int64",
    "people": "int64",
}
RESULTS = LakeTable(
    "survey_results",
    {**PLACE, **ANSWER, "school_year": "string", "closed_on": "date"},
    cut_by=("school_year", "authority"),
)
"""A row an answer in a closed wave, with how many gave it; beside the first answer of an item
stand all the people who answered it. No number that was held back is in it."""
CITY_RESULTS = LakeTable("survey_city_results", {**ANSWER, "answered_on": "date"})
"""The same of the whole city. A wave is told whole or not at all: `answered_on` is the last day on
which somebody of the audience answered, so that no two days differ by what a few have said."""

JOINED = [term.key for term in AUDIENCES.terms if term.includes]
ITEM = ["survey", "audience", "place", "item"]
READ: dict[str, Any] = {
    "survey": pl.String,
    "audience": pl.String,
    "place": pl.String,
    "item": pl.String,
    "position": pl.Int64,
    "answer": pl.String,
    "given": pl.Int64,
    "people": pl.Int64,
    "closed_at": pl.Datetime(time_zone="UTC"),
}


def results() -> pl.DataFrame:
    """The public view of institutions; an audience that joins others would count people twice."""
    told = _told("institution")
    days = [timezone.localdate(moment) for moment in told["closed_at"]]
    dated = told.with_columns(
        closed_on=pl.Series(days, dtype=pl.Date),
        school_year=pl.Series([school_year_of(day) for day in days], dtype=pl.String),
    )
    placed = dated.join(_units(), on="place").join(places(), on="unit")
    return placed.select(*RESULTS.columns).sort("school_year", "unit", *ITEM[:2], "item", "answer")


def city_results() -> pl.DataFrame:
    """The public view of the city."""
    dated = _told("city").join(_last_days(), on=["survey", "audience"])
    return dated.select(*CITY_RESULTS.columns).sort("survey", "audience", "item", "answer")


def _told(level: str) -> pl.DataFrame:
    """The rows of a level, and people beside the first answer of an item alone."""
    rows = ToldCount.objects.filter(view="public", level=level, is_suppressed=False)
    own = ("campaign__code", *list(READ)[1:6], "count", "base", "campaign__closed_at")
    single = list(rows.exclude(audience__in=JOINED).values_list(*own))
    read = pl.DataFrame(single, schema=READ, orient="row").sort(*ITEM, "position")
    is_first = pl.int_range(pl.len()).over(ITEM) == 0
    many = {one.name for one in facts.known() if one.item.kind == MANY}
    return read.with_columns(
        people=pl.when(is_first).then("people").otherwise(0),
        takes_many=pl.col("item").is_in(list(many)),
    )


def _last_days() -> pl.DataFrame:
    rows = Part.objects.filter(campaign__closed_at__isnull=False)
    known = list(rows.values_list("campaign__code", "audience", "answered_on"))
    schema = {"survey": pl.String, "audience": pl.String, "answered_on": pl.Date}
    return pl.DataFrame(known, schema=schema, orient="row").drop_nulls("answered_on")


def _units() -> pl.DataFrame:
    known = list(Organisation.objects.values_list("pk", "code"))
    return pl.DataFrame(known, schema={"unit": pl.Int64, "place": pl.String}, orient="row")


FACTS = [
    Fact(RESULTS, results, ("organisations", "instruments", CHANGED)),
    Fact(CITY_RESULTS, city_results, ("instruments", CHANGED)),
]
