"""Tables of the lake about observations: what was held, and what was seen there."""

import polars as pl
from django.db.models import TextField
from django.db.models.functions import Cast

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.base.models import Term
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.observations import criteria
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.organisations.facts import PLACE, places

CONTEXT = {
    **PLACE,
    "observation": "int64",
    "observer": "string",
    "teacher": "int64",
    "stage": "string",
    "grade": "int64",
    "subject": "string",
    "language": "string",
    "school_year": "string",
    "term": "int64",
    "held_on": "date",
}
"""Columns of every fact about an observation that was held."""

OBSERVATIONS = LakeTable("observations", CONTEXT, cut_by=("school_year", "authority"))
ANSWERS = LakeTable(
    "observation_answers",
    {
        **CONTEXT,
        "criterion": "string",
        "answer": "string",
        "seen": "string",
        "judged": "boolean",
        "meets": "boolean",
        "value": "decimal(12, 3)",
    },
    cut_by=("school_year", "authority"),
)
"""Answers of the sheets that count: each of several chosen is a row of its own. What is written in
words stays in the record. `seen` is what the answer to a question that judges nothing says."""

STAGES = {"preschool": "preschool", "sports_school": "professional_orientation"}
"""The stage of what is observed at these kinds of institutions, where no group or grade tells."""
ORDER = ("school_year", "unit", "held_on", "observation")


def observations() -> pl.DataFrame:
    """Observations that were held."""
    rows = bulk.frame_of(
        Observation.objects.held().order_by("pk"),
        "pk",
        "institution_id",
        "observed_by",
        "teacher__pseudonym",
        "group__programme__stage",
        "grade",
        "group__grade",
        "subject__code",
        "language",
        "held_on",
    )
    named = rows.select(
        observation="pk",
        unit="institution_id",
        observer="observed_by",
        teacher="teacher__pseudonym",
        stage="group__programme__stage",
        grade=pl.coalesce("grade", "group__grade"),
        subject="subject__code",
        language="language",
        held_on="held_on",
        school_year=_school_year(),
    )
    placed = named.join(places(), on="unit", maintain_order="left").with_columns(stage=_stage())
    return _with_terms(placed).sort(*ORDER)


def answers() -> pl.DataFrame:
    """What the leads' sheets that count say of each item."""
    context = observations()
    sheets = _sheets()
    given = criteria.given(sheets)
    return context.join(given, on="observation").sort(*ORDER, "criterion", "answer")


def _sheets() -> pl.DataFrame:
    """The leads' sheets with their answers as JSON."""
    counting = Sheet.objects.current().filter(
        is_lead=True, submitted_at__isnull=False, observation__held_on__isnull=False
    )
    read = counting.order_by("observation_id").values_list(
        "observation_id", "observation__version_id", Cast("answers", TextField())
    )
    schema = {"observation": pl.Int64, "version": pl.Int64, "answers": pl.String}
    return pl.DataFrame(list(read), schema=schema, orient="row")


def _school_year() -> pl.Expr:
    """The school year in which the day lies, as `moments.school_year_of` names it."""
    start = pl.col("held_on").dt.year() - (pl.col("held_on").dt.month() < 9).cast(pl.Int32)
    return pl.format("{}/{}", start, start + 1)


def _stage() -> pl.Expr:
    of_grade = pl.when(pl.col("grade").is_not_null()).then(pl.lit("school"))
    of_kind = pl.col("institution_kind").replace_strict(STAGES, default=None)
    return pl.coalesce("stage", of_grade, of_kind)


def _with_terms(rows: pl.DataFrame) -> pl.DataFrame:
    """The term that had begun last: days between terms belong to the one before."""
    terms = bulk.frame_of(
        Term.objects.order_by("from_on"), "school_year__name", "number", "from_on"
    )
    begun = terms.select(school_year="school_year__name", term="number", held_on="from_on")
    return rows.sort("held_on").join_asof(
        begun.sort("held_on"), on="held_on", by="school_year", check_sortedness=False
    )


CHANGED_BY = (
    "organisations",
    "school_years",
    "people",
    "programmes",
    "subjects",
    "groups",
    "observations",
)
FACTS = [
    Fact(OBSERVATIONS, observations, CHANGED_BY),
    Fact(ANSWERS, answers, (*CHANGED_BY, "instruments")),
]
