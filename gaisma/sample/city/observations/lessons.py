"""Which lessons are observed, and the visits that are held and planned."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl

from gaisma.sample import observation_plan, plan
from gaisma.sample.city.apportionment import apportioned
from gaisma.sample.city.learners import LAST_YEAR_ENDS, LAST_YEAR_STARTS, YEAR_ENDS, YEAR_STARTS

SPORTS = "professional_orientation"
STAGES = ("preschool", "school")
TIMES = {
    "preschool": ("09:10:00", "09:40:00", "10:15:00", "15:40:00"),
    "school": ("08:30:00", "09:20:00", "10:10:00", "11:15:00", "12:20:00", "13:15:00"),
    SPORTS: ("15:00:00", "16:30:00", "18:00:00"),
}
SIZES = {"preschool": (10, 22), "school": (12, 28), SPORTS: (8, 18)}
TOGETHER = ("institution_id", "teacher_id")
TIMES_OVER = 3
"""So often may one lesson of a teacher be drawn, where there are few."""


class Made(NamedTuple):
    """The rows of the city that observing is made of."""

    groups: pl.DataFrame
    posts: pl.DataFrame
    teachings: pl.DataFrame
    programmes: pl.DataFrame
    subjects: pl.DataFrame


def lessons(city: Made, year: str, since: date, until: date) -> pl.DataFrame:
    """A row for each group and teacher who teaches it from one day to the other."""
    groups = city.groups.filter(
        pl.col("school_year") == year,
        pl.col("stage").is_in(STAGES) | (pl.col("institution") == plan.SPORTS_SCHOOL),
    ).select("institution", "institution_id", "programme_id", "stage", "grade", group_id="id")
    taught = city.teachings.filter(pl.col("from_on") <= since, pl.col("to_on") >= until)
    languages = city.programmes.select("language", programme_id="id")
    roles = city.posts.sort("id").unique(["person_id", "institution_id"], keep="first")
    return (
        groups.join(taught.select("group_id", teacher_id="person_id"), on="group_id")
        .join(languages, on="programme_id", how="left")
        .join(
            roles.select("institution_id", "role", teacher_id="person_id"), on=TOGETHER, how="left"
        )
        .with_columns(pl.col("teacher_id").cast(pl.Int64))
        .sort("group_id", "teacher_id")
    )


def drawn(known: pl.DataFrame, count: int, rng: np.random.Generator) -> pl.DataFrame:
    """So many lessons, each institution by its teachers: everybody once before anybody again."""
    order = pl.Series("order", rng.random(known.height * TIMES_OVER))
    offered = pl.concat([known] * TIMES_OVER).with_columns(order).sort("order")
    turns = offered.with_columns(turn=pl.int_range(pl.len()).over(TOGETHER))
    numbered = turns.sort("institution_id", "turn", "order").with_columns(
        place=pl.int_range(pl.len()).over("institution_id")
    )
    return (
        numbered.join(_shares(known, count), on="institution_id")
        .filter(pl.col("place") < pl.col("share"))
        .sort("institution_id", "place")
        .drop("order", "share")
    )


def _shares(known: pl.DataFrame, count: int) -> pl.DataFrame:
    teachers = known.group_by("institution_id").agg(pl.col("teacher_id").n_unique())
    places = teachers.sort("institution_id")
    return places.select(
        "institution_id", share=pl.Series(apportioned(count, places["teacher_id"]))
    )


def on_days(rows: pl.DataFrame, first: date, last: date, rng: np.random.Generator) -> pl.DataFrame:
    """The lessons, each on a working day; schools have none in June."""
    every = pl.Series(working_days(first, last))
    of_schools = every.filter(every <= observation_plan.SCHOOLS_END) if first.year < 2024 else every
    chance = rng.random(rows.height)
    any_day = every.gather((chance * len(every)).astype(int))
    school_day = of_schools.gather((chance * len(of_schools)).astype(int))
    day = pl.when(pl.col("stage") == "school").then(school_day).otherwise(any_day)
    return rows.with_columns(planned_on=day)


def working_days(first: date, last: date) -> list[date]:
    """Days from Monday to Friday, without those that are free."""
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        day
        for day in every
        if day.isoweekday() <= 5
        and not any(start <= day <= end for start, end in observation_plan.FREE)
    ]


def described(rows: pl.DataFrame, subjects: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The lessons with subject, topic, hour and number of learners."""
    number = pl.int_range(pl.len())
    told = rows.with_columns(code=_subject(number)).with_columns(
        topic=_gathered(_kind_of_topic(), observation_plan.TOPICS, number),
        starts_at=_gathered(pl.col("stage"), TIMES, number),
        learners=_size(rows, rng),
    )
    known = subjects.select(code="code", subject_id="id")
    return told.join(known, on="code", how="left", maintain_order="left")


def _subject(number: pl.Expr) -> pl.Expr:
    of_classes = pl.lit(pl.Series(observation_plan.OF_CLASS_TEACHERS))
    of_subjects = pl.lit(pl.Series(observation_plan.OF_SUBJECT_TEACHERS))
    of_role = pl.col("role").replace_strict(observation_plan.SUBJECT_OF, default=None)
    is_of_class = pl.col("role").is_in(["primary_teacher", "extended_day_teacher"])
    cycled = (
        pl.when(is_of_class)
        .then(of_classes.gather(number % len(observation_plan.OF_CLASS_TEACHERS)))
        .otherwise(
            of_subjects.gather(pl.col("teacher_id") % len(observation_plan.OF_SUBJECT_TEACHERS))
        )
    )
    return (
        pl.when(pl.col("stage") == "preschool")
        .then(pl.lit(""))
        .when(pl.col("stage") == SPORTS)
        .then(pl.lit("sport"))
        .when(_is_older())
        .then(pl.coalesce(of_role, cycled))
        .otherwise(pl.coalesce(of_role, cycled).replace(observation_plan.FOR_YOUNGER))
    )


def _kind_of_topic() -> pl.Expr:
    of_older = pl.col("code") + f" {observation_plan.FIRST_GRADE_APART}"
    is_apart = _is_older() & of_older.is_in(list(observation_plan.TOPICS))
    return pl.when(is_apart).then(of_older).otherwise("code")


def _is_older() -> pl.Expr:
    return pl.col("grade").fill_null(0) >= observation_plan.FIRST_GRADE_APART


def _gathered(column: pl.Expr, lists: dict[str, tuple[str, ...]], number: pl.Expr) -> pl.Expr:
    """The words of the column's value in turn."""
    words = column.replace_strict(lists, return_dtype=pl.List(pl.String))
    return words.list.get(number % words.list.len())


def _size(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    least, most = (rows["stage"].replace_strict({s: SIZES[s][n] for s in SIZES}) for n in (0, 1))
    return pl.Series(rng.integers(least.to_numpy(), most.to_numpy() + 1))


LEADERS = ("head", "deputy_head")
FROM_OUTSIDE = ("methodologist", "deputy_head")
LESSON, PRACTICES = 1, 2
"""Keys of the two versions of instruments."""
FEWEST = 2
"""Where two may rate a lesson, as many must be able to observe."""


def held(city: Made, ids: Mapping[str, int], rng: np.random.Generator) -> pl.DataFrame:
    """The observations of the last school year, with `lead` and `second` observers."""
    known = lessons(city, plan.LAST_YEAR, LAST_YEAR_STARTS, LAST_YEAR_ENDS)
    inside = _inside(city, known)
    open_to = known.join(inside, left_on=TOGETHER, right_on=["institution_id", "observer"],
                         how="anti")  # fmt: skip
    external = _visits(open_to, observation_plan.EXTERNAL, observation_plan.EXTERNAL_SPORTS, rng)
    internal = _visits(
        open_to,
        observation_plan.INTERNAL - observation_plan.INTERNAL_SPORTS,
        observation_plan.INTERNAL_SPORTS,
        rng,
    )
    led = [
        _led_from_outside(external, city, ids).with_columns(observed_by=pl.lit("external")),
        _led_from_inside(internal, inside).with_columns(observed_by=pl.lit("internal")),
    ]
    rows = pl.concat([_in_language(_twice(rows, rng), rng) for rows in led], how="diagonal_relaxed")
    days = (observation_plan.FIRST_DAY, observation_plan.LAST_DAY)
    told = described(on_days(rows, *days, rng), city.subjects, rng)
    return told.with_columns(held_on="planned_on", version_id=_version())


def planned(city: Made, ids: Mapping[str, int], rng: np.random.Generator) -> pl.DataFrame:
    """What is planned for the autumn."""
    known = lessons(city, plan.THIS_YEAR, YEAR_STARTS, YEAR_ENDS)
    known = known.filter(pl.col("stage") != SPORTS)
    inside = _inside(city, known)
    open_to = known.join(inside, left_on=TOGETHER, right_on=["institution_id", "observer"],
                         how="anti")  # fmt: skip
    counts = observation_plan.PLANNED
    led = [
        _led_from_outside(drawn(open_to, counts["external"], rng), city, ids),
        _led_from_inside(drawn(open_to, counts["internal"], rng), inside),
        _led_by_peers(drawn(open_to, counts["peer"], rng), known),
    ]
    rows = pl.concat(
        [
            rows.with_columns(observed_by=pl.lit(kind), second=pl.lit(None, pl.Int64))
            for kind, rows in zip(counts, led, strict=True)
        ],
        how="diagonal_relaxed",
    )
    days = (observation_plan.AUTUMN_BEGINS, observation_plan.AUTUMN_ENDS)
    told = described(on_days(rows, *days, rng), city.subjects, rng)
    return told.with_columns(version_id=_version(), language=pl.lit("lv"))


def _visits(
    known: pl.DataFrame, count: int, of_training: int, rng: np.random.Generator
) -> pl.DataFrame:
    is_sports = pl.col("stage") == SPORTS
    return pl.concat(
        [
            drawn(known.filter(~is_sports), count, rng),
            drawn(known.filter(is_sports), of_training, rng),
        ]
    )


def _inside(city: Made, known: pl.DataFrame) -> pl.DataFrame:
    """Who observes within each institution: its leaders, where there are few the first teachers."""
    leaders = city.posts.filter(
        pl.col("role").is_in(LEADERS),
        pl.col("from_on") <= LAST_YEAR_STARTS,
        pl.col("to_on").is_null(),
        pl.col("institution_id").is_in(known["institution_id"].unique().implode()),
    ).select("institution_id", observer=pl.col("person_id").cast(pl.Int64))
    many = leaders.group_by("institution_id").len().filter(pl.col("len") >= FEWEST)
    first = known.select("institution_id", observer="teacher_id").unique().sort("observer")
    few = first.join(many, on="institution_id", how="anti")
    of_few = few.filter(pl.int_range(pl.len()).over("institution_id") < FEWEST)
    every = pl.concat([leaders, of_few]).unique().sort("institution_id", "observer")
    return every.with_columns(
        seat=pl.int_range(pl.len()).over("institution_id"), seats=pl.len().over("institution_id")
    )


def _led_from_inside(rows: pl.DataFrame, inside: pl.DataFrame) -> pl.DataFrame:
    seats = inside.select("institution_id", "seats").unique()
    seated = rows.join(seats, on="institution_id", how="left", maintain_order="left")
    for name, further in (("lead", 0), ("second", 1)):
        seated = seated.with_columns(seat=(pl.col("place") + further) % pl.col("seats")).join(
            inside.select("institution_id", pl.col("seat").cast(pl.Int64), observer="observer")
            .rename({"observer": name}),
            on=["institution_id", "seat"],
            how="left",
            maintain_order="left",
        )  # fmt: skip
    return seated.drop("seat", "seats")


def _led_from_outside(rows: pl.DataFrame, city: Made, ids: Mapping[str, int]) -> pl.DataFrame:
    """Each institution has its specialists, who change from visit to visit."""
    staff = city.posts.filter(
        pl.col("institution_id") == ids[plan.AUTHORITY],
        pl.col("role").is_in(FROM_OUTSIDE),
        pl.col("from_on") <= LAST_YEAR_STARTS,
    )
    people = pl.lit(staff["person_id"].cast(pl.Int64).sort())
    number = pl.col("institution_id") + pl.col("place") % 3
    return rows.with_columns(
        lead=people.gather(number % staff.height),
        second=people.gather((number + 1) % staff.height),
    )


def _led_by_peers(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Another teacher of the same institution."""
    colleagues = known.select("institution_id", lead="teacher_id").unique().sort("lead")
    paired = rows.join(colleagues, on="institution_id").filter(
        pl.col("lead") != pl.col("teacher_id")
    )
    return paired.unique(TOGETHER, keep="first", maintain_order=True)


def _twice(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """The second observer stays where two have rated."""
    count = observation_plan.TWICE[rows["observed_by"][0]]
    chosen = pl.Series(np.isin(np.arange(rows.height), rng.permutation(rows.height)[:count]))
    return rows.with_columns(second=pl.when(chosen).then("second"))


def _in_language(rows: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Lessons in the language of the programme, as many as still are; all others in Latvian."""
    most = observation_plan.IN_RUSSIAN[rows["observed_by"][0]]
    order = pl.Series("order", rng.random(rows.height))
    turn = pl.col("order").rank("ordinal").over(pl.col("language") != "lv")
    is_still = (pl.col("language") != "lv") & (turn <= most)
    told = rows.with_columns(order).with_columns(
        language=pl.when(is_still).then("language").otherwise(pl.lit("lv"))
    )
    return told.drop("order")


def _version() -> pl.Expr:
    tries = pl.col("institution").is_in(observation_plan.PRACTICES_AT) & (
        pl.col("observed_by") == "internal"
    )
    return pl.when(tries & (pl.col("place") % 3 == 0)).then(PRACTICES).otherwise(LESSON)
