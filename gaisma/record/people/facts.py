"""What professional development is about, told from the words in which its topic is written."""

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.analytics.vocabulary import TEACHING_ROLES, folded
from gaisma.analytics.work_terms import TRAINING_TOPICS
from gaisma.base import bulk
from gaisma.evidence.interop.columns import OWN
from gaisma.evidence.lake.facts import Fact
from gaisma.record.organisations.facts import PLACE, places
from gaisma.record.people import tables
from gaisma.record.people.models import Employment, ProfessionalDevelopment, Vacancy

STEMS = (
    (
        "child_protection",
        ("bērnu tiesīb", "bērna tiesīb", "child protection", "прав ребён"),
    ),
    ("inclusive_education", ("iekļauj", "inclusive", "инклюзив")),
    ("digital_skills", ("digitāl", "digital", "цифров")),
    ("state_language", ("latviešu valod", "valsts valod", "latvian", "латышск", "государственн")),
    ("content_of_learning", ("mācību satur", "kompetenč", "content", "содержани", "компетенц")),
    ("cooperation", ("saskarsm", "sadarbīb", "mediācij", "cooperation", "общени", "сотруднич")),
)
"""By topic the beginnings of words that tell it; the first that fits is taken."""
OTHER = "other"


def topic_of(words: str) -> str:
    """The topic that the words name."""
    said = folded(words)
    known = {said: code for code in TRAINING_TOPICS.codes for said in _terms(code)}
    if said in known:
        return known[said]
    found = (code for code, stems in STEMS if any(stem in said for stem in stems))
    return next(found, OTHER)


def _terms(code: str) -> tuple[str, ...]:
    return tuple(folded(TRAINING_TOPICS.title(code, language)) for language in ("lv", "en", "ru"))


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
    known = {words: topic_of(words) for words in rows["topic"].unique()}
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
