"""Tables of the lake about surveys. A wave is added when it closes; then its answers stay so.

What was told of closed waves stands in tables of its own: only what everybody may read.
"""

from typing import Any

import polars as pl
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from gaisma.analytics.audiences import AUDIENCES
from gaisma.analytics.moments import school_year_of
from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk, request_cache
from gaisma.base.models import Organisation
from gaisma.evidence.figures.declarations import Titles
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.surveys.models import Campaign, Part, Population, Response, ToldCount
from gaisma.record.instruments import flattening
from gaisma.record.instruments.flattening import COUNTED, Known
from gaisma.record.instruments.questionnaire import MANY, OF_CHOICES, TEXT
from gaisma.record.organisations.facts import PLACE, places

USE = "survey"
ANSWERS = LakeTable(
    "survey_answers",
    {
        **PLACE,
        "survey": "string",
        "audience": "string",
        "response": "int64",
        "item": "string",
        "construct": "string",
        "is_reversed": "boolean",
        "answer": "string",
        "is_open": "boolean",
        "value": "decimal(12, 3)",
        "given_on": "date",
    },
    cut_by=("authority",),
)
"""A row an answer; what is written in words stands there without the names that were known.

`given_on` is the same for all who answered: until which day the wave took answers.
"""
POPULATIONS = LakeTable(
    "survey_populations",
    {**PLACE, "survey": "string", "audience": "string", "people": "int64"},
    cut_by=("authority",),
)
PAPER = LakeTable("survey_paper", {"survey": "string", "response": "int64"})
"""The responses that were given on paper: who entered them may know them."""


def answers(campaign: Campaign) -> pl.DataFrame:
    """The answers that a closed campaign has received, in the order of their random numbers."""
    read = (
        Response.objects.filter(part__campaign=campaign)
        .order_by("pk")
        .values_list(
            "pk",
            "part__version_id",
            "part__audience",
            "institution_id",
            Cast("answers", TextField()),
        )
    )
    schema = {
        "response": pl.Int64,
        "version": pl.Int64,
        "audience": pl.String,
        "unit": pl.Int64,
        "answers": pl.String,
    }
    rows = pl.DataFrame(list(read), schema=schema, orient="row")
    until = pl.lit(campaign.answered_until).alias("given_on")
    return long(rows.with_columns(until), survey=campaign.code)


def long(rows: pl.DataFrame, *, survey: str) -> pl.DataFrame:
    """Responses as rows of ANSWERS: `response`, `version`, `audience`, `unit`, `given_on` and
    `answers` as JSON."""
    versions = rows["version"].unique().to_list()
    items = flattening.of_versions(known(), versions, kinds=(*COUNTED, TEXT))
    given = flattening.flat(rows.select("response", "version", "answers"), items, key="response")
    context = rows.drop("version", "answers").join(places(), on="unit")
    told = given.join(context, on="response").with_columns(survey=pl.lit(survey))
    return told.select(*ANSWERS.columns).sort("response", "item", "answer")


def paper(campaign: Campaign) -> pl.DataFrame:
    """Which of a campaign's answers were given on paper, as rows of PAPER."""
    entered = Response.objects.filter(part__campaign=campaign, is_on_paper=True).order_by("pk")
    rows = bulk.frame_of(entered, "pk").cast(pl.Int64).rename({"pk": "response"})
    return rows.with_columns(survey=pl.lit(campaign.code)).select(*PAPER.columns)


def populations(campaign: Campaign) -> pl.DataFrame:
    """The people of whom a campaign asked, as rows of POPULATIONS."""
    rows = bulk.frame_of(
        Population.objects.filter(part__campaign=campaign).order_by("pk"),
        "part__audience",
        "institution_id",
        "people",
    ).rename({"part__audience": "audience", "institution_id": "unit"})
    placed = rows.join(places(), on="unit").with_columns(survey=pl.lit(campaign.code))
    return placed.select(*POPULATIONS.columns).sort("audience", "unit")


@request_cache.a_request
def known() -> list[Known]:
    """The items of all surveys, each under the name that it has always had."""
    return flattening.known(USE)


def items(language: str) -> dict[str, str]:
    """Items as the language calls them."""
    return {one.name: one.title(language) for one in known() if one.item.kind in OF_CHOICES}


def choices(language: str) -> dict[str, str]:
    """Answers as the language calls them."""
    return {
        choice.name: one.asked.text(choice.label, language)
        for one in known()
        for choice in one.asked.choices_of(one.item)
    }


def waves(_language: str) -> dict[str, str]:
    """Waves as people call them, in whatever language they were named."""
    return _waves()


@request_cache.a_request
def _waves() -> dict[str, str]:
    return dict(Campaign.objects.order_by("opens_on", "pk").values_list("code", "name"))


TITLES = [Titles("survey", waves), Titles("item", items), Titles("answer", choices)]


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
    told = _published("institution")
    days = [timezone.localdate(moment) for moment in told["closed_at"]]
    dated = told.with_columns(
        closed_on=pl.Series(days, dtype=pl.Date),
        school_year=pl.Series([school_year_of(day) for day in days], dtype=pl.String),
    )
    placed = dated.join(_units(), on="place").join(places(), on="unit")
    return placed.select(*RESULTS.columns).sort("school_year", "unit", *ITEM[:2], "item", "answer")


def city_results() -> pl.DataFrame:
    """The public view of the city."""
    dated = _published("city").join(_last_days(), on=["survey", "audience"])
    return dated.select(*CITY_RESULTS.columns).sort("survey", "audience", "item", "answer")


def _published(level: str) -> pl.DataFrame:
    """The rows of a level, and people beside the first answer of an item alone."""
    rows = ToldCount.objects.filter(view="public", level=level, is_suppressed=False)
    own = ("campaign__code", *list(READ)[1:6], "count", "base", "campaign__closed_at")
    single = list(rows.exclude(audience__in=JOINED).values_list(*own))
    read = pl.DataFrame(single, schema=READ, orient="row").sort(*ITEM, "position")
    is_first = pl.int_range(pl.len()).over(ITEM) == 0
    many = {one.name for one in known() if one.item.kind == MANY}
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
    Fact(ANSWERS),
    Fact(POPULATIONS),
    Fact(PAPER),
    Fact(RESULTS, results, ("organisations", "instruments", CHANGED)),
    Fact(CITY_RESULTS, city_results, ("instruments", CHANGED)),
]
