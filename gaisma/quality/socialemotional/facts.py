"""Tables of the lake: lessons of classes, talks with families by pseudonym, what is due by when."""

from datetime import timedelta

import polars as pl

from gaisma.analytics.tables import LakeTable
from gaisma.base import bulk
from gaisma.base.models import SchoolYear
from gaisma.evidence.lake.facts import Fact
from gaisma.quality.socialemotional import norms
from gaisma.quality.socialemotional.models import Lesson, Talk
from gaisma.record.organisations.facts import PLACE, places

CLASS = {**PLACE, "group": "int64", "school_year": "string", "stage": "string", "grade": "int64"}
LESSONS = LakeTable(
    "class_lessons",
    {**CLASS, "lesson": "int64", "held_on": "date", "lessons": "int64"},
    cut_by=("authority",),
)
"""Lessons that took place."""
TALKS = LakeTable(
    "family_talks",
    {**CLASS, "person": "int64", "held_on": "date"},
    cut_by=("authority",),
)
"""Talks that took place, by the pseudonym of the learner."""
NORMS = LakeTable(
    "social_emotional_norms",
    {
        "school_year": "string",
        "from_on": "date",
        "to_on": "date",
        "lessons": "int64",
        "talks": "int64",
        "last_on": "date",
    },
)
"""How many lessons a class should have held between two days, how many talks are asked for in the
year, and which is its last school day."""

_OF_CLASS = {
    "group_id": "group",
    "group__institution_id": "unit",
    "group__school_year__name": "school_year",
    "group__programme__stage": "stage",
    "group__grade": "grade",
}


def lessons() -> pl.DataFrame:
    """Every lesson that took place."""
    rows = bulk.frame_of(Lesson.objects.held().order_by("pk"), *_OF_CLASS, "pk", "on", "length")
    named = {"pk": "lesson", "on": "held_on", "length": "lessons"}
    return _placed(rows.rename(named)).select(*LESSONS.columns)


def talks() -> pl.DataFrame:
    """Every talk that took place."""
    learner = "learner__pseudonym"
    rows = bulk.frame_of(Talk.objects.held().order_by("pk"), *_OF_CLASS, learner, "on")
    return _placed(rows.rename({learner: "person", "on": "held_on"})).select(*TALKS.columns)


def _placed(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.rename(_OF_CLASS).join(places(), on="unit", maintain_order="left")


def asked() -> pl.DataFrame:
    """A row for each time in which as many lessons are due, from the day on which that begins."""
    rows = []
    for year in norms.of_years(SchoolYear.objects.order_by("starts_on")):
        steps = list(year.steps())
        ends = [day - timedelta(days=1) for day, _due in steps[1:]]
        for (day, due), to in zip(steps, [*ends, None], strict=True):
            rows.append((year.school_year, day, to, due, year.talks, year.days[-1]))
    dates = {"from_on": pl.Date, "to_on": pl.Date, "last_on": pl.Date}
    types = {name: dates.get(name, pl.Int64) for name in NORMS.columns} | {"school_year": pl.String}
    return pl.DataFrame(rows, schema=types, orient="row")


PLACED_BY = ("organisations", "programmes", "groups")
FACTS = [
    Fact(LESSONS, lessons, (*PLACED_BY, "class_lessons")),
    Fact(TALKS, talks, (*PLACED_BY, "people", "family_talks")),
    # A school year that the new year brings comes with its groups.
    Fact(NORMS, asked, ("school_years", "groups", "social_emotional_norms")),
]
