"""Who holds which posts, and posts that nobody holds."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.sample import plan
from gaisma.sample.city.apportionment import drawn
from gaisma.sample.city.institutions import Institution
from gaisma.sample.city.learners import YEAR_STARTS

PRESCHOOLS, PRESCHOOL_GROUPS, CLASSES = "preschools", "preschool groups", "classes"
GRADES_IN_BAND = (6, 3, 3)
STAGES = {
    PRESCHOOLS: "preschool",
    PRESCHOOL_GROUPS: "preschool",
    CLASSES: "school",
    plan.ARTS_SCHOOL: "professional_orientation",
    plan.YOUTH_CENTRE: "interest",
    plan.TECHNICAL_SCHOOL: "vocational",
    plan.SPORTS_SCHOOL: "professional_orientation",
}
"""Places of work with the stage of what is taught there."""
ROLES: Mapping[str, Mapping[str, int]] = {
    PRESCHOOLS: plan.PRESCHOOL_ROLES,
    PRESCHOOL_GROUPS: plan.PRESCHOOL_ROLES,
    CLASSES: plan.SCHOOL_ROLES,
    plan.ARTS_SCHOOL: {"music_teacher": 65, "visual_arts_teacher": 25, "subject_teacher": 10},
    plan.YOUTH_CENTRE: {"interest_education_teacher": 1},
    plan.TECHNICAL_SCHOOL: {"subject_teacher": 1},
    plan.SPORTS_SCHOOL: {"interest_education_teacher": 1},
}
TEACHERS = {
    PRESCHOOLS: plan.PRESCHOOL_TEACHERS,
    PRESCHOOL_GROUPS: plan.SCHOOL_PRESCHOOL_TEACHERS,
    CLASSES: plan.SCHOOL_TEACHERS,
    **plan.TEACHERS_AT,
    plan.SPORTS_SCHOOL: plan.SPORTS_COACHES,
}


def workplaces(known: tuple[Institution, ...]) -> dict[str, dict[str, float]]:
    """For each place of work its institutions, weighed by their groups or classes this year."""
    preschools = {i.name for i in known if i.kind == "preschool"}
    groups = {name: float(given.groups) for name, given in plan.PRESCHOOLS.items() if given.groups}
    units = {i.name: 1.0 for i in known if i.parent == plan.YOUTH_CENTRE}
    return {
        PRESCHOOLS: {name: count for name, count in groups.items() if name in preschools},
        PRESCHOOL_GROUPS: {name: count for name, count in groups.items() if name not in preschools},
        CLASSES: {name: _classes(given) for name, given in plan.SCHOOLS.items() if _classes(given)},
        plan.ARTS_SCHOOL: {plan.ARTS_SCHOOL: 1.0},
        plan.YOUTH_CENTRE: {plan.YOUTH_CENTRE: 2.0 * len(units), **units},
        plan.TECHNICAL_SCHOOL: {plan.TECHNICAL_SCHOOL: 1.0},
        plan.SPORTS_SCHOOL: {plan.SPORTS_SCHOOL: 1.0},
    }


def _classes(given: plan.SchoolPlan) -> float:
    return float(sum(a * b for a, b in zip(given.classes, GRADES_IN_BAND, strict=True)))


def teachers(known: tuple[Institution, ...], rng: np.random.Generator) -> pl.DataFrame:
    """Posts held on 1 September 2024: `person` from 0, `institution`, `place`, `role`, `load`."""
    places = workplaces(known)
    main = _main_posts(places, rng)
    posts = pl.concat([main, _both_stages(main, rng), _second_posts(main, places, rng)])
    return posts.with_columns(stage=pl.col("place").replace_strict(STAGES))


def _main_posts(places: dict[str, dict[str, float]], rng: np.random.Generator) -> pl.DataFrame:
    """Everybody's first post, at the place where they are counted but not only come to."""
    frames = []
    for place, institutions in places.items():
        count = TEACHERS[place] - _coming_to(place)
        frames.append(
            pl.DataFrame(
                {
                    "place": [place] * count,
                    "institution": drawn(
                        list(institutions), list(institutions.values()), count, rng
                    ),
                    "role": drawn(list(ROLES[place]), list(ROLES[place].values()), count, rng),
                }
            )
        )
    posts = pl.concat(frames).with_row_index("person")
    return posts.with_columns(_loads(plan.LOADS, posts.height, rng))


def _coming_to(place: str) -> int:
    """So many of the place's teachers have their first post elsewhere."""
    shared = sum(s.count for s in plan.SHARINGS if s.to == place != s.place)
    return shared + (plan.BOTH_STAGES_OF_A_SCHOOL if place == CLASSES else 0)


def _both_stages(main: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Second posts in the classes of the school whose preschool groups the teacher works with."""
    several = main.filter(place=PRESCHOOL_GROUPS).tail(plan.BOTH_STAGES_OF_A_SCHOOL)
    return several.with_columns(
        _loads(plan.SECOND_LOADS, several.height, rng), place=pl.lit(CLASSES)
    )


def _second_posts(
    main: pl.DataFrame, places: dict[str, dict[str, float]], rng: np.random.Generator
) -> pl.DataFrame:
    frames, used = [], dict.fromkeys(places, 0)
    for sharing in plan.SHARINGS:
        people = main.filter(place=sharing.place).slice(used[sharing.place], sharing.count)
        used[sharing.place] += sharing.count
        frames.append(_shared(people, sharing.to, list(places[sharing.to]), rng))
    return pl.concat(frames)


def _shared(
    people: pl.DataFrame, to: str, institutions: list[str], rng: np.random.Generator
) -> pl.DataFrame:
    """Posts at another institution of the place to which they come."""
    elsewhere = [
        next(name for name in rng.permutation(institutions) if name != own)
        for own in people["institution"]
    ]
    roles = drawn(list(ROLES[to]), list(ROLES[to].values()), people.height, rng)
    return people.with_columns(
        _loads(plan.SECOND_LOADS, people.height, rng),
        pl.Series("institution", elsewhere),
        pl.Series("role", roles),
        place=pl.lit(to),
    )


def _loads(values: tuple[str, ...], count: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series("load", rng.choice(np.array(values), count)).cast(pl.Decimal(6, 3))


PERMANENT_SHARE = 0.94
DEPUTIES = {"secondary_school": 4, "gymnasium": 4, "basic_school": 3, "preschool": 2}
OTHER_STAFF = {"secondary_school": 24, "gymnasium": 18, "basic_school": 17, "preschool": 15}
ELSEWHERE = {"deputy_head": 2, "other_staff": 12}
AUTHORITY_STAFF = {"head": 1, "deputy_head": 1, "methodologist": 9, "other_staff": 11}
TECHNICAL_STAFF = {"head": 1, "deputy_head": 4, "methodologist": 4, "other_staff": 46}
FROM_MERGED_SCHOOL = 0.3
"""Of the successors' teachers, those who came with the merged school."""


def posts(known: tuple[Institution, ...], rng: np.random.Generator) -> pl.DataFrame:
    """Rows of Employment with `person` from 0 and the institution's name."""
    teaching = _since(teachers(known, rng), rng)
    others = _since(_others(known, first=_next(teaching), rng=rng), rng)
    current = _permanent(pl.concat([teaching, others], how="diagonal"), known, rng)
    merged = _merged(current, rng)
    current = _moved_with_school(current, merged)
    left = _left(current, rng)
    return (
        pl.concat([current, merged, left], how="diagonal_relaxed")
        .drop("place")
        .with_columns(
            qualified=pl.when(pl.col("role").is_in(TEACHING_ROLES)).then(pl.lit(value=True))
        )
        .with_row_index("id", offset=1)
    )


def _next(posts: pl.DataFrame) -> int:
    return 1 + int(posts["person"].max())  # type: ignore[arg-type]


def _others(
    known: tuple[Institution, ...], *, first: int, rng: np.random.Generator
) -> pl.DataFrame:
    """Posts that are not a teacher's, one a person."""
    rows = [
        (institution.name, role)
        for institution in known
        if not institution.closed_on
        for role, count in _other_roles(institution).items()
        for _ in range(count)
    ]
    loads = rng.choice(np.array(["1.000", "1.000", "1.000", "0.500", "0.750"]), len(rows))
    heads = pl.col("role").is_in(["head", "deputy_head"])
    return (
        pl.DataFrame(rows, schema=["institution", "role"], orient="row")
        .with_row_index("person", offset=first)
        .with_columns(
            load=pl.when(heads).then(pl.lit("1.000")).otherwise(pl.Series(loads)),
            stage=pl.when(pl.col("role") == "teachers_assistant").then(pl.lit("preschool")),
        )
        .with_columns(pl.col("load").cast(pl.Decimal(6, 3)), pl.col("stage").fill_null(""))
    )


def _other_roles(institution: Institution) -> dict[str, int]:
    named = {
        plan.YOUTH_CENTRE: plan.YOUTH_CENTRE_STAFF,
        plan.TECHNICAL_SCHOOL: TECHNICAL_STAFF,
        plan.INNOVATION_CENTRE: {
            "head": 1,
            "organiser_of_educational_activities": plan.ORGANISERS,
        },
    }
    if institution.name in named:
        return named[institution.name]
    if institution.is_unit:
        return {"head": 1}
    if institution.kind == "authority":
        return AUTHORITY_STAFF
    preschool = plan.PRESCHOOLS.get(institution.name)
    return {
        "head": 1,
        "deputy_head": DEPUTIES.get(institution.kind, ELSEWHERE["deputy_head"]),
        "teachers_assistant": preschool.groups if preschool else 0,
        "other_staff": OTHER_STAFF.get(institution.kind, ELSEWHERE["other_staff"]),
    }


def _since(posts: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """When each post began: mostly on some 1 September, a few on that of this year."""
    years = (2023 - rng.geometric(0.09, posts.height) + 1).clip(1988, 2023)
    begun = pl.select(pl.date(pl.lit(pl.Series(years)), 9, 1)).to_series()
    is_new = pl.Series(rng.random(posts.height) < plan.NEW_SHARE)
    return posts.with_columns(
        from_on=pl.when(is_new).then(pl.lit(YEAR_STARTS)).otherwise(begun),
        to_on=pl.lit(None, pl.Date),
    )


def _permanent(
    posts: pl.DataFrame, known: tuple[Institution, ...], rng: np.random.Generator
) -> pl.DataFrame:
    """Whose post is for a fixed term: the youth centre's number is planned."""
    units = [i.name for i in known if i.parent == plan.YOUTH_CENTRE]
    at_centre = pl.col("institution").is_in([plan.YOUTH_CENTRE, *units])
    order = pl.Series("order", rng.random(posts.height))
    return (
        posts.with_columns(order)
        .with_columns(turn=pl.col("order").rank("ordinal").over(at_centre))
        .with_columns(
            permanent=pl.when(at_centre)
            .then(pl.col("turn") > plan.YOUTH_CENTRE_TEMPORARY)
            .otherwise(pl.col("order") < PERMANENT_SHARE)
        )
        .drop("order", "turn")
    )


def _merged(current: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The posts at the merged schools of those who work at their successors now."""
    closed = {successor: name for name, successor in plan.SUCCESSORS.items()}
    came = pl.Series(rng.random(current.height) < FROM_MERGED_SCHOOL)
    return current.filter(
        came & pl.col("institution").is_in(list(closed)) & pl.col("role").is_in(TEACHING_ROLES)
    ).with_columns(
        pl.col("institution").replace(closed),
        pl.min_horizontal("from_on", pl.lit(date(2021, 9, 1))).alias("from_on"),
        to_on=pl.lit(plan.MERGED_ON),
    )


def _moved_with_school(current: pl.DataFrame, merged: pl.DataFrame) -> pl.DataFrame:
    came = merged.select("person", pl.col("institution").replace(plan.SUCCESSORS), came=True)
    return (
        current.join(came.unique(), on=["person", "institution"], how="left", maintain_order="left")
        .with_columns(
            pl.when("came").then(pl.lit(YEAR_STARTS)).otherwise("from_on").alias("from_on")
        )
        .drop("came")
    )


def _left(current: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Posts like those of today, of people who left in the last school year or at its end."""
    count = round(current.height * plan.LEAVING_SHARE)
    like = current.filter(pl.col("from_on") < YEAR_STARTS, pl.col("role") != "head").sample(
        count, seed=int(rng.integers(2**31))
    )
    in_the_year = plan.MERGED_ON - pl.Series(_late_days(count, rng))
    at_its_end = pl.Series(rng.random(count) < 0.7)
    return like.with_columns(
        person=pl.Series(np.arange(count) + _next(current)).cast(pl.UInt32),
        to_on=pl.when(at_its_end).then(pl.lit(plan.MERGED_ON)).otherwise(in_the_year),
    )


def _late_days(count: int, rng: np.random.Generator) -> pl.Series:
    return pl.Series(
        rng.integers(20, 340, count).astype("timedelta64[D]").astype("timedelta64[us]")
    )


def vacancies(institutions: dict[str, int]) -> pl.DataFrame:
    """Rows of Vacancy."""
    rows = [
        {
            "institution_id": institutions[vacancy.institution],
            "role": vacancy.role,
            "load": vacancy.load,
            "opened_on": vacancy.opened_on,
            "expected_on": vacancy.expected_on,
            "closed_on": vacancy.closed_on,
            "source": vacancy.source,
            "filling": vacancy.filling,
        }
        for vacancy in plan.VACANCIES
    ]
    schema: dict[str, Any] = {
        "load": pl.Decimal(6, 3),
        "expected_on": pl.Date,
        "closed_on": pl.Date,
    }
    return pl.DataFrame(rows, schema_overrides=schema).with_row_index("id", offset=1)
