"""Enrolments with home municipality and special programme, and those in hobby groups; the queue for
preschool, which whoever waited has left, with a place or without.
"""

from datetime import date

import numpy as np
import polars as pl

from gaisma.sample import plan
from gaisma.sample.city.institutions import Institution
from gaisma.sample.city.learners import YEAR_STARTS, Learners, seats
from gaisma.sample.city.planned_groups import HOBBY_STAGES
from gaisma.sample.words import words

BASIC_GRADES, SECONDARY_GRADES = (1, 9), (10, 12)
HOBBY_LEVELS = (-1, 12)
"""From the children of five to grade 12."""
HOBBY_YEARS = {
    plan.LAST_YEAR: (date(2023, 8, 28), date(2023, 9, 1), date(2024, 5, 31), "completed"),
    plan.THIS_YEAR: (date(2024, 8, 19), date(2024, 9, 1), date(2025, 5, 31), ""),
}
"""When they registered at the latest, from when to when they learn, why they leave."""
TAKEN_OVER = {
    "Paraugpils Ziemeļu vidusskola": ("vision", "physical_development"),
    "Paraugpils Tirgus vidusskola": ("somatic",),
}
"""Special programmes that the successors took over with the merged schools."""
COLUMNS = words("person group programme registered_on from_on to_on leaving_reason")


def enrolments(
    learners: Learners,
    groups: pl.DataFrame,
    programmes: pl.DataFrame,
    known: tuple[Institution, ...],
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Rows of Enrolment; `person` counts from 0."""
    own = _with_special(learners.enrolments, programmes, known, rng)
    hobbies = [
        _hobbies(own, groups.filter(school_year=year, stage=stage), year, rng)
        for year in (plan.LAST_YEAR, plan.THIS_YEAR)
        for stage in HOBBY_STAGES
    ]
    every = pl.concat([frame.select(COLUMNS) for frame in (own, *hobbies)], how="vertical_relaxed")
    homes = _homes(learners, rng).gather(every["person"])
    return every.with_columns(homes).with_row_index("id", offset=1)


def _homes(learners: Learners, rng: np.random.Generator) -> pl.Series:
    """Everybody's home municipality by number: some came from the neighbours."""
    homes = np.full(learners.count, plan.MUNICIPALITY, dtype=object)
    last = learners.enrolments.filter(pl.col("from_on") < YEAR_STARTS)
    this = learners.enrolments.filter(pl.col("from_on") >= YEAR_STARTS)
    chosen = [
        rng.permutation(last.filter(_stage(name))["person"].to_numpy())[:count]
        for name, count in plan.NON_RESIDENTS.items()
    ]
    newcomers = this.join(last, on="person", how="anti")["person"].to_numpy()
    chosen.append(newcomers[rng.random(newcomers.size) < plan.NON_RESIDENT_NEWCOMERS])
    others = np.concatenate(chosen)
    homes[others] = rng.choice(np.array(plan.NEIGHBOURS), others.size)
    return pl.Series("home_municipality", homes.astype(str))


def _stage(name: str) -> pl.Expr:
    if name == "preschool":
        return pl.col("stage") == name
    first, last = BASIC_GRADES if name == "basic" else SECONDARY_GRADES
    return pl.col("level").is_between(first, last)


def _with_special(
    own: pl.DataFrame,
    programmes: pl.DataFrame,
    known: tuple[Institution, ...],
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Learners in mainstream classes who follow a special programme of their school.

    Whoever follows one goes on with it next year; all of the special school's learners do.
    """
    luck = pl.Series("luck", rng.random(int(own["person"].max() or 0) + 1))  # type: ignore[arg-type]
    drawn = own.with_columns(luck.gather(own["person"]))
    basic = pl.col("level").is_between(*BASIC_GRADES)
    for school in (school for school in known if school.school_special):
        needs = list(school.school_special)
        share = 1.0 if school.name == plan.SPECIAL_SCHOOL else plan.SPECIAL_SHARE * len(needs)
        here = basic & (pl.col("institution") == school.name) & (pl.col("luck") < share)
        drawn = drawn.with_columns(
            pl.when(here & ~_not_yet(school, needs))
            .then(_by_turns(programmes, school, needs))
            .otherwise("programme")
            .alias("programme")
        )
    return drawn.drop("luck")


def _by_turns(programmes: pl.DataFrame, school: Institution, needs: list[str]) -> pl.Expr:
    offered = programmes.filter(institution_id=school.id, stage="school")
    ids = [offered.filter(pl.col("special").list.contains(need))["id"][0] for need in needs]
    return (pl.col("person") % len(needs)).replace_strict(dict(enumerate(ids)))


def _not_yet(school: Institution, needs: list[str]) -> pl.Expr:
    """What a successor offers only since it took over the merged school's programmes."""
    taken_over = TAKEN_OVER.get(school.name, ())
    positions = [position for position, need in enumerate(needs) if need in taken_over]
    return (pl.col("from_on") < YEAR_STARTS) & (pl.col("person") % len(needs)).is_in(positions)


def _hobbies(
    own: pl.DataFrame, groups: pl.DataFrame, year: str, rng: np.random.Generator
) -> pl.DataFrame:
    """Enrolments in groups of interest education, arts or sports: one a learner and stage."""
    latest, from_on, to_on, reason = HOBBY_YEARS[year]
    those = own.filter(
        (pl.col("from_on") == from_on)
        & (pl.col("to_on") >= to_on)
        & pl.col("level").is_between(*HOBBY_LEVELS)
    )
    places = seats(groups)
    return places.with_columns(
        pl.Series("person", rng.permutation(those["person"].to_numpy())[: places.height]),
        registered_on=pl.lit(latest) - pl.Series(_days_before(places.height, rng)),
        from_on=pl.lit(from_on),
        to_on=pl.lit(to_on),
        leaving_reason=pl.lit(reason),
    )


def _days_before(count: int, rng: np.random.Generator) -> pl.Series:
    days = rng.integers(0, 60, count).astype("timedelta64[D]")
    return pl.Series(days.astype("timedelta64[us]"))


YOUNGEST = (-5, -4)
LONGEST_WAIT = 600
LAST_LEAVING = date(2024, 8, 14)


def waiting(
    learners: Learners,
    people: pl.DataFrame,
    institutions: dict[str, int],
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Rows of QueueEntry for children who got a place, and for the last people, who withdrew."""
    placed = _placed(learners, institutions)
    withdrawn = pl.DataFrame(
        {
            "person_id": people["id"].tail(plan.QUEUE_WITHDRAWN),
            "left_on": np.datetime64(LAST_LEAVING) - rng.integers(0, 300, plan.QUEUE_WITHDRAWN),
        }
    ).with_columns(pl.col("left_on").cast(pl.Date))
    entries = pl.concat([placed, withdrawn], how="diagonal_relaxed")
    waited = rng.integers(30, LONGEST_WAIT, entries.height).astype("timedelta64[D]")
    wish = pl.Series(rng.random(entries.height) < 0.7)
    return (
        entries.join(people.select("born_on", person_id="id"), on="person_id", how="left")
        .with_columns(
            stage=pl.lit("preschool"),
            registered_on=pl.min_horizontal(
                "left_on",
                pl.max_horizontal(
                    pl.col("left_on") - pl.Series(waited.astype("timedelta64[us]")),
                    pl.col("born_on") + pl.duration(days=14),
                ),
            ),
            institution_id=pl.when(wish).then("institution_id"),
        )
        .drop("born_on")
        .with_row_index("id", offset=1)
    )


def _placed(learners: Learners, institutions: dict[str, int]) -> pl.DataFrame:
    """Those who came to preschool for the first time, in both years."""
    preschool = learners.enrolments.filter(stage="preschool")
    last = preschool.filter(pl.col("from_on") < YEAR_STARTS, pl.col("level").is_in(YOUNGEST))
    first = preschool.filter(pl.col("newcomer").fill_null(value=False))
    return pl.concat([last, first]).select(
        person_id=pl.col("person") + 1,
        institution_id=pl.col("institution").replace_strict(institutions, return_dtype=pl.Int64),
        left_on=pl.min_horizontal("registered_on", pl.lit(LAST_LEAVING)),
    )
