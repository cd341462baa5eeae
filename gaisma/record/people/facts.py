"""Tables of the lake about staff and vacancies."""

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.base import bulk
from gaisma.evidence.interop.columns import OWN
from gaisma.evidence.lake.facts import Fact
from gaisma.record.organisations.facts import PLACE, places
from gaisma.record.people import tables, topics
from gaisma.record.people.models import Employment, ProfessionalDevelopment, Vacancy

EMPLOYMENTS = LakeTable(
    "employments",
    {
        **PLACE,
        "person": "int64",
        "role": "string",
        "teaching": "boolean",
        **tables.EMPLOYMENTS.lake_types(OWN),
        "from_on": "date",
        "to_on": "date",
    },
    cut_by=("authority",),
)
VACANCIES = LakeTable(
    "vacancies",
    {
        **PLACE,
        "vacancy": "int64",
        "role": "string",
        "load": "decimal(6, 3)",
        "filling": "string",
        "expected": "string",
        "from_on": "date",
        "to_on": "date",
    },
    cut_by=("authority",),
)


DEVELOPMENT = LakeTable(
    "development",
    {
        "course": "int64",
        "person": "int64",
        "topic": "string",
        "hours": "decimal(6, 1)",
        "completed_on": "date",
    },
)
"""What members of staff have learnt; where they work stands in their employments."""
NOT_SET = "not_set"
"""Stands for the day of a vacancy of which none is known."""


def employments() -> pl.DataFrame:
    rows = bulk.frame_of(
        Employment.objects.order_by("institution_id", "pk"),
        "person__pseudonym",
        "institution_id",
        "role",
        *tables.EMPLOYMENTS.in_lake(OWN),
        "from_on",
        "to_on",
    )
    return (
        rows.rename({"person__pseudonym": "person", "institution_id": "unit"})
        .join(places(), on="unit", maintain_order="left")
        .with_columns(teaching=pl.col("role").is_in(TEACHING_ROLES))
    )


def vacancies() -> pl.DataFrame:
    rows = bulk.frame_of(
        Vacancy.objects.order_by("institution_id", "pk"),
        "pk",
        "institution_id",
        "role",
        "load",
        "filling",
        "expected_on",
        "opened_on",
        "closed_on",
    )
    names = {
        "institution_id": "unit",
        "opened_on": "from_on",
        "closed_on": "to_on",
        "pk": "vacancy",
    }
    expected = pl.col("expected_on").dt.to_string().fill_null(NOT_SET)
    named = rows.rename(names).with_columns(expected=expected)
    return named.join(places(), on="unit", maintain_order="left")


def development() -> pl.DataFrame:
    """Courses that were completed, each under its topic."""
    rows = bulk.frame_of(
        ProfessionalDevelopment.objects.order_by("pk"),
        "pk",
        "person__pseudonym",
        "topic",
        "hours",
        "completed_on",
    )
    known = {words: topics.topic_of(words) for words in rows["topic"].unique()}
    return rows.select(
        course="pk",
        person="person__pseudonym",
        topic=pl.col("topic").replace_strict(known, return_dtype=pl.String),
        hours="hours",
        completed_on="completed_on",
    )


FACTS = [
    Fact(EMPLOYMENTS, employments, ("organisations", "people", "employments")),
    Fact(DEVELOPMENT, development, ("people", "development")),
    Fact(VACANCIES, vacancies, ("organisations", "vacancies")),
]
