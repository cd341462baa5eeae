"""Tables of the lake about surveys. A wave is added when it closes; then its answers stay so."""

import polars as pl
from django.db.models import TextField
from django.db.models.functions import Cast

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk, request_cache
from gaisma.evidence.figures.titles import Titles
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.surveys.models import Campaign, Population, Response
from gaisma.record.instruments import flattening
from gaisma.record.instruments.flattening import COUNTED, Known
from gaisma.record.instruments.questionnaire import OF_CHOICES, TEXT
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
FACTS = [Fact(ANSWERS), Fact(POPULATIONS), Fact(PAPER)]


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
