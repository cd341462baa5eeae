"""Assessments of Paraugpils with the results of its learners.

Results are drawn so that as many sat as were told, that they come to the means, and that so many
fall into each band; who reached what follows a learner through the papers. They draw from a source
of their own, so that the rest of the city stays as it is.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from django.db.models import Model

from gaisma.quality.assessments.models import (
    Assessment,
    Band,
    Item,
    Paper,
    PassingRule,
    PublishedAverage,
    Reference,
    Result,
)
from gaisma.sample import assessment_plan, plan
from gaisma.sample.assessment_plan import SITTINGS, Sat
from gaisma.sample.city.assessments.before import before
from gaisma.sample.city.assessments.results import Before, Sitters, results, with_ability
from gaisma.sample.city.planned_groups import FIRST_COURSE

__all__ = ["Ground", "assessing"]
OWN_SEED = 7
DECIMAL = pl.Decimal(7, 2)


SOURCE = "Valsts izglītības satura centrs, rezultātu pārskats"
RULES = (
    (9, date(2023, 9, 1), Decimal(10), (), 0, "MK noteikumi par pamatizglītību"),
    (9, date(2025, 9, 1), Decimal(20), (), 0, "MK noteikumi par pamatizglītību"),
    (
        12,
        date(2023, 9, 1),
        Decimal(15),
        ("Latvian: optimal", "mathematics: optimal", "English | German: optimal"),
        2,
        "MK noteikumi par vispārējo vidējo izglītību",
    ),
)
"""Grade, from when, threshold, exams that are asked for, how many at the higher level, source."""
PUBLISHED = (
    ("Ziemeļu vidusskola", "48.1", "Skolu pārskats A", None),
    ("Ziemeļu vidusskola", "46.9", "Skolu pārskats B", None),
    ("Tirgus vidusskola", "52.4", "Skolu pārskats A", True),
)
"""Averages of schools in mathematics of grade 9: the school, percent, source, whether it holds."""


class Ground(NamedTuple):
    """Frames of the city on which results stand, and ids of institutions by name."""

    years: pl.DataFrame
    subjects: pl.DataFrame
    people: pl.DataFrame
    enrolments: pl.DataFrame
    groups: pl.DataFrame
    programmes: pl.DataFrame
    institutions: Mapping[str, int]


def assessing(city: Ground, seed: int) -> Mapping[type[Model], pl.DataFrame]:
    """Rows of everything about tests and exams, each model after those to which it refers."""
    rng = np.random.default_rng([seed, OWN_SEED])
    papers = _papers(city)
    return {
        Assessment: _assessments(city.years),
        Paper: papers.drop("key", "sat"),
        Item: _items(papers),
        Band: _bands(papers),
        Reference: _references(papers),
        PassingRule: _rules(),
        PublishedAverage: _averages(papers, city.institutions),
        Result: results(papers, _sitters(city, "preschool", "school"), _history(city, seed), rng),
    }


def _history(city: Ground, seed: int) -> Before:
    """Where learners were in earlier school years, also those who go on in vocational education."""
    rng = np.random.default_rng([seed, OWN_SEED, len(assessment_plan.EARLIER)])
    gone_on = _sitters(city, "vocational").filter(level=FIRST_COURSE)
    gone_on = gone_on.with_columns(stage=pl.lit("school"), grade=pl.lit(10, pl.Int64))
    others = with_ability(gone_on, rng)
    years = dict(city.years.select("name", "id").iter_rows())
    special = city.programmes.select(programme_id="id", is_special=pl.col("special").list.len() > 0)

    def at(able: Sitters, school_year: str) -> Sitters:
        ago = int(plan.LAST_YEAR[:4]) - int(school_year[:4])
        classes = city.groups.filter(school_year_id=years[school_year], stage="school")
        classes = classes.join(special, on="programme_id", maintain_order="left")
        return before(pl.concat([able, others]), classes, ago=ago, rng=rng)

    return at


def _assessments(years: pl.DataFrame) -> pl.DataFrame:
    ids = dict(years.select("name", "id").iter_rows())
    rows = [(one.key, one.kind, *one.titles, one.state, ids[one.school_year]) for one in SITTINGS]
    schema = ["key", "kind", "title_lv", "title_en", "title_ru", "state", "school_year_id"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)


def _papers(city: Ground) -> pl.DataFrame:
    """Rows of Paper with the key of the sitting and, in `sat`, the place in the plan beside."""
    subjects = dict(city.subjects.select("code", "id").iter_rows())
    rows = [
        (number, one.key, place, paper.code, subjects[paper.subject], paper.stage, paper.grade,
         paper.level, paper.held_on, paper.maximum, paper.threshold or None)
        for number, one in enumerate(SITTINGS, start=1)
        for place, paper in enumerate(one.papers)
    ]  # fmt: skip
    schema = {
        "assessment_id": pl.Int64,
        "key": pl.String,
        "sat": pl.Int64,
        "code": pl.String,
        "subject_id": pl.Int64,
        "stage": pl.String,
        "grade": pl.Int64,
        "level": pl.String,
        "held_on": pl.Date,
        "maximum": pl.Int64,
        "threshold": pl.String,
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)
    return frame.with_columns(pl.col("maximum", "threshold").cast(DECIMAL))


def planned(papers: pl.DataFrame) -> dict[int, Sat]:
    """What the plan says of each paper, by its id."""
    sittings = {one.key: one for one in SITTINGS}
    rows = papers.select("id", "key", "sat").iter_rows()
    return {pk: sittings[key].papers[place] for pk, key, place in rows}


def _items(papers: pl.DataFrame) -> pl.DataFrame:
    rows = [
        (pk, number, maximum, outcome, skill)
        for pk, paper in planned(papers).items()
        for number, (outcome, skill, maximum, _ease) in enumerate(paper.tasks, start=1)
    ]
    schema = ["paper_id", "number", "maximum", "outcome", "skill"]
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)
    return frame.with_columns(pl.col("maximum").cast(DECIMAL))


def _bands(papers: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for pk, paper in planned(papers).items():
        whole = zip(paper.bands, _bounds(paper), strict=True)
        levels = [("", one, bounds) for one, bounds in whole]
        skills = paper.skills.items()
        levels += [(skill, one, NO_BOUNDS) for skill, every in skills for one in every]
        for order, (skill, one, bounds) in enumerate(levels, start=1):
            rows.append((pk, skill, one.code, *one.titles, one.basis, *bounds, one.is_low, order))
    schema = {
        "paper_id": pl.Int64,
        "skill": pl.String,
        "code": pl.String,
        "title_lv": pl.String,
        "title_en": pl.String,
        "title_ru": pl.String,
        "basis": pl.String,
        "least": pl.Int64,
        "most": pl.Int64,
        "is_low": pl.Boolean,
        "order": pl.Int64,
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)
    return frame.with_columns(pl.col("least", "most").cast(DECIMAL))


Bounds = tuple[int | None, int | None]
NO_BOUNDS: Bounds = (None, None)


def _bounds(paper: Sat) -> list[Bounds]:
    """From and to of each band: the marks, or whole percent up to where the next one begins."""
    if any(one.points is None for one in paper.bands):
        return [NO_BOUNDS for _one in paper.bands]
    if all(one.shown for one in paper.bands):
        return [one.shown or NO_BOUNDS for one in paper.bands]
    begins = [one.points[0] * 100 // paper.maximum for one in paper.bands if one.points]
    begins = [0, *begins[1:]]
    ends = [*(first - 1 for first in begins[1:]), 100]
    return list(zip(begins, ends, strict=False))


def _references(papers: pl.DataFrame) -> pl.DataFrame:
    rows = [
        (pk, "state", paper.reference, SOURCE, paper.known_on)
        for pk, paper in planned(papers).items()
        if paper.reference
    ]
    schema = ["paper_id", "name", "percent", "source", "known_on"]
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)
    return frame.with_columns(pl.col("percent").cast(pl.Decimal(6, 3)))


def _rules() -> pl.DataFrame:
    rows = [(*one[:2], str(one[2]), list(one[3]), *one[4:]) for one in RULES]
    schema: dict[str, Any] = {
        "grade": pl.Int64,
        "from_on": pl.Date,
        "threshold": pl.String,
        "needs": pl.List(pl.String),
        "higher_exams": pl.Int64,
        "source": pl.String,
    }
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)
    return frame.with_columns(pl.col("threshold").cast(DECIMAL))


def _averages(papers: pl.DataFrame, institutions: Mapping[str, int]) -> pl.DataFrame:
    """What two sources tell of schools; of one they tell it differently."""
    key = assessment_plan.GRADE_9.key
    paper = papers.filter(key=key, code="mathematics")["id"][0]
    rows = [
        (paper, institutions[f"{plan.MUNICIPALITY} {school}"], percent, source, holds)
        for school, percent, source, holds in PUBLISHED
    ]
    schema = ["paper_id", "institution_id", "percent", "source", "holds"]
    frame = pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)
    return frame.with_columns(pl.col("percent").cast(pl.Decimal(6, 3)))


def _sitters(city: Ground, *stages: str) -> Sitters:
    """Who learned in spring 2024, each once, with what their results say of them."""
    year = city.years.filter(name=plan.LAST_YEAR)["id"][0]
    groups = city.groups.filter(school_year_id=year).select(
        "grade", "institution_id", "level", group_id="id", group_name="name"
    )
    taught = city.programmes.select("stage", "language", "special", programme_id="id")
    learning = city.enrolments.filter(
        pl.col("from_on") <= pl.date(2024, 4, 22), pl.col("to_on") >= pl.date(2024, 5, 24)
    ).select("person_id", "group_id", "programme_id")
    born = city.people.select("born_on", person_id="id")
    return (
        learning.join(groups, on="group_id")
        .join(taught, on="programme_id")
        .join(born, on="person_id")
        .filter(pl.col("stage").is_in(stages))
        .sort("person_id", "group_id")
        .unique("person_id", keep="first", maintain_order=True)
    )
