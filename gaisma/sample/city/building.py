"""Paraugpils as columns: its calendar, its places, everyone."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl
from django.db.models import Model

from gaisma.base.models import Organisation, SchoolYear, Term
from gaisma.record.organisations.models import Licence, Site, Status, Succession
from gaisma.record.people.models import (
    Employment,
    Person,
    ProfessionalDevelopment,
    Qualification,
    Vacancy,
)
from gaisma.record.programmes.models import (
    Enrolment,
    Group,
    GroupTeacher,
    Programme,
    QueueEntry,
    Subject,
)
from gaisma.sample import curriculum, plan
from gaisma.sample.city import (
    enrolments,
    groups,
    institutions,
    learners,
    people,
    programmes,
    staff,
    teaching,
)
from gaisma.sample.city.assessments import Ground, assessing
from gaisma.sample.city.observations import Made, observing

YEARS = (*plan.EARLIER_YEARS, plan.LAST_YEAR, plan.THIS_YEAR)
TERM_ENDS = {2020: 18, 2021: 17, 2022: 22, 2023: 22, 2024: 20}
"""The day of December on which the first term of the year ends."""


def school_years() -> pl.DataFrame:
    """Rows of SchoolYear."""
    rows = [(name, date(_start(name), 9, 1), date(_start(name) + 1, 8, 31)) for name in YEARS]
    schema = ["name", "starts_on", "ends_on"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)


def terms(years: pl.DataFrame) -> pl.DataFrame:
    """Rows of Term: two a year."""
    rows = [
        row
        for year, name in years.select("id", "name").rows()
        for row in (
            (year, 1, date(_start(name), 9, 1), date(_start(name), 12, TERM_ENDS[_start(name)])),
            (year, 2, date(_start(name) + 1, 1, 6), date(_start(name) + 1, 5, 31)),
        )
    ]
    schema = ["school_year_id", "number", "from_on", "to_on"]
    return pl.DataFrame(rows, schema=schema, orient="row").with_row_index("id", offset=1)


def subjects() -> pl.DataFrame:
    """Rows of Subject."""
    rows = list(curriculum.SUBJECTS.items())
    frame = pl.DataFrame(rows, schema=["code", "title"], orient="row")
    return frame.with_row_index("id", offset=1)


def _start(name: str) -> int:
    return int(name[:4])


City = Mapping[type[Model], pl.DataFrame]
"""Rows by model, in an order in which each refers to those before it; ids count from 1."""


def city(seed: int = plan.SEED) -> City:
    """Paraugpils: equal seeds give equal cities."""
    rng = np.random.default_rng(seed)
    known = institutions.institutions()
    ids = {institution.name: institution.id for institution in known}
    years = school_years()
    offered = programmes.programmes(known)
    sites = institutions.sites(known)
    places = groups.Places(ids, offered, sites, dict(zip(years["name"], years["id"], strict=True)))
    all_groups = groups.groups(known, places, rng)
    pupils = learners.learners(all_groups, rng)
    learning = enrolments.enrolments(pupils, all_groups, offered, known, rng)
    posts = _at_their_places(staff.posts(known, rng), pupils, ids)
    everyone = _everyone(pupils, posts, rng)
    teachings, catalogue = teaching.teachings(all_groups, posts), subjects()
    made = Made(all_groups, posts, teachings, offered, catalogue)
    enrolled = learning.with_columns(
        person_id=pl.col("person") + 1, group_id="group", programme_id="programme"
    )
    ground = Ground(years, catalogue, everyone, enrolled, all_groups, offered, ids)
    frames: dict[type[Model], pl.DataFrame] = {
        SchoolYear: years,
        Term: terms(years),
        Organisation: institutions.organisations(known),
        Site: sites,
        Succession: institutions.successions(known),
        Status: institutions.statuses(known),
        Licence: institutions.licences(known),
        Subject: catalogue,
        Programme: offered,
        Group: all_groups,
        Person: everyone,
        Enrolment: enrolled,
        Employment: posts,
        Vacancy: staff.vacancies(ids),
        QueueEntry: enrolments.waiting(pupils, everyone, ids, rng),
        GroupTeacher: teachings,
        Qualification: teaching.qualifications(posts),
        ProfessionalDevelopment: teaching.developments(posts),
        **observing(made, ids, years, seed),
        **assessing(ground, seed),
    }
    return {model: _own_columns(model, frame) for model, frame in frames.items()}


def _at_their_places(
    posts: pl.DataFrame, pupils: learners.Learners, ids: Mapping[str, int]
) -> pl.DataFrame:
    """The posts with the keys of persons, who come after the learners, and of institutions."""
    return posts.with_columns(
        person_id=pl.col("person") + pupils.count + 1,
        institution_id=pl.col("institution").replace_strict(dict(ids), return_dtype=pl.Int64),
    )


def _everyone(
    pupils: learners.Learners, posts: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """Learners, then staff, then the children who left the queue without a place."""
    begun = posts.group_by("person").agg(pl.col("from_on").min()).sort("person")["from_on"]
    withdrawn = pl.Series(rng.choice(enrolments.YOUNGEST, plan.QUEUE_WITHDRAWN))
    return people.with_ids(
        pl.concat(
            [
                people.learners(pupils.people["level"], rng),
                people.staff(begun, rng),
                people.learners(withdrawn, rng),
            ]
        ),
        rng,
    )


def _own_columns(model: type[Model], frame: pl.DataFrame) -> pl.DataFrame:
    """The frame's columns that the model stores; numbers of rows as database keys."""
    names = [field.attname for field in model._meta.concrete_fields]
    own = frame.select(name for name in names if name in frame.columns)
    return own.with_columns(pl.col("id", "^.*_id$").cast(pl.Int64))
