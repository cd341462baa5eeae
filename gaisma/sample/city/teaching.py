"""Who teaches which group, and what teachers have learnt: told by numbers, nothing is drawn.

No random numbers are used up here, so that the rest of the city stays as it is.
"""

from datetime import date

import polars as pl

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.sample import plan
from gaisma.sample.city.learners import LAST_YEAR_ENDS, LAST_YEAR_STARTS, YEAR_ENDS, YEAR_STARTS

YEARS = {
    plan.LAST_YEAR: (LAST_YEAR_STARTS, LAST_YEAR_ENDS),
    plan.THIS_YEAR: (YEAR_STARTS, YEAR_ENDS),
}
PLACES = ("institution_id", "stage")
STEPS = {"preschool": (0, 1), "school": (0, 5, 11)}
"""The teachers of a group, counted on from its own number; the first is the class teacher."""
DEGREES = (
    "Profesionālais bakalaura grāds, skolotāja kvalifikācija",
    "Pedagoģijas maģistra grāds",
    "Izglītības zinātņu maģistra grāds, skolotāja kvalifikācija",
)
TOPICS = (
    "Kompetenču pieeja mācību saturā",
    "Digitālie rīki mācību stundā",
    "Iekļaujošā izglītība",
    "Bērnu tiesību aizsardzība",
    "Latviešu valodas apguve pirmsskolā un skolā",
    "Mediācija un saskarsme",
)
FIRST_COURSES, OWING = 2022, 17
"""The year of the first courses; one in so many teachers still owes hours."""
HOURS_TYPE = pl.Decimal(6, 1)
HOURS = ("36.0", "12.0", "8.0", "18.0", "6.0")


def teachings(groups: pl.DataFrame, posts: pl.DataFrame) -> pl.DataFrame:
    """Rows of GroupTeacher for last school year and this."""
    frames = [
        _of_year(groups.filter(school_year=year), posts, starts, ends)
        for year, (starts, ends) in YEARS.items()
    ]
    return pl.concat(frames).with_row_index("id", offset=1)


def _of_year(groups: pl.DataFrame, posts: pl.DataFrame, starts: date, ends: date) -> pl.DataFrame:
    teachers = _teachers(posts, starts, ends)
    numbered = groups.select(group_id="id", institution_id="institution_id", stage="stage")
    numbered = numbered.with_columns(
        number=pl.int_range(pl.len()).over(PLACES),
        step=pl.col("stage").replace_strict(STEPS, default=[0], return_dtype=pl.List(pl.Int64)),
    ).explode("step")
    chosen = numbered.join(teachers, on=PLACES).filter(
        pl.col("turn") == (pl.col("number") + pl.col("step")) % pl.col("teachers")
    )
    lines = chosen.with_columns(is_class_teacher=pl.col("step") == 0).sort("group_id", "step")
    return lines.unique(["group_id", "person_id"], keep="first", maintain_order=True).select(
        "group_id",
        "person_id",
        "is_class_teacher",
        from_on=pl.max_horizontal("from_on", pl.lit(starts)),
        to_on=pl.min_horizontal("to_on", pl.lit(ends)),
    )


def _teachers(posts: pl.DataFrame, starts: date, ends: date) -> pl.DataFrame:
    """Pedagogues by place and stage with their turn, those held when the year begins."""
    first = pl.col("role").is_in(["preschool_teacher", "primary_teacher", "subject_teacher"])
    held = posts.filter(
        pl.col("role").is_in(TEACHING_ROLES),
        pl.col("from_on") <= starts,
        pl.col("to_on").is_null() | (pl.col("to_on") > starts),
    )
    once = held.with_columns(later=~first).sort("later", "person_id", maintain_order=True)
    once = once.unique([*PLACES, "person_id"], keep="first", maintain_order=True)
    return once.select(
        *PLACES,
        "person_id",
        "from_on",
        pl.col("to_on").fill_null(ends),
        turn=pl.int_range(pl.len()).over(PLACES),
        teachers=pl.len().over(PLACES),
    )


def qualifications(posts: pl.DataFrame) -> pl.DataFrame:
    """Rows of Qualification: a degree of everybody who teaches."""
    number = pl.col("person_id")
    return (
        _pedagogues(posts)
        .select(
            "person_id",
            title=pl.lit(pl.Series(DEGREES)).gather(number % len(DEGREES)),
            document=pl.format("D {}", 10_000 + number * 7 % 90_000),
            # In the summer before the first post that the record knows.
            obtained_on=pl.date(pl.col("since").dt.year(), 6, 20),
        )
        .with_row_index("id", offset=1)
    )


def developments(posts: pl.DataFrame) -> pl.DataFrame:
    """Rows of ProfessionalDevelopment: two courses of each, and what most have besides."""
    number = pl.col("person_id") * 5 + pl.col("course") * 3
    courses = _pedagogues(posts).join(pl.DataFrame({"course": [0, 1]}), how="cross")
    own = courses.select(
        "person_id",
        topic=pl.lit(pl.Series(TOPICS)).gather(number % len(TOPICS)),
        hours=pl.lit(pl.Series(HOURS)).gather(number % len(HOURS)).cast(HOURS_TYPE),
        completed_on=pl.date(FIRST_COURSES + pl.col("course"), 1 + number % 11, 1 + number % 27),
    )
    # Those who still owe hours had neither the first course nor that of last spring.
    first = pl.col("completed_on").dt.year() == FIRST_COURSES
    own = own.filter(~(first & (pl.col("person_id") % OWING == 0)))
    every = pl.concat([own, _protecting(posts), _on_content(posts)])
    return every.with_row_index("id", offset=1)


def _protecting(posts: pl.DataFrame) -> pl.DataFrame:
    """Child protection, which nearly all have learnt within five years."""
    number = pl.col("person_id")
    return (
        _pedagogues(posts)
        .filter(number % 14 != 0)
        .select(
            "person_id",
            topic=pl.lit("Bērnu tiesību aizsardzība"),
            hours=pl.lit("8.0").cast(HOURS_TYPE),
            completed_on=pl.date(2020 + number % 5, 1 + number % 6, 1 + number % 27),
        )
    )


def _on_content(posts: pl.DataFrame) -> pl.DataFrame:
    """The course of last spring, which most took."""
    number = pl.col("person_id")
    return (
        _pedagogues(posts)
        .filter(number % 9 != 0, number % OWING != 0)
        .select(
            "person_id",
            topic=pl.lit("Kompetenču pieeja mācību saturā"),
            hours=pl.lit("24.0").cast(HOURS_TYPE),
            completed_on=pl.date(2024, 1 + number % 6, 1 + number % 27),
        )
    )


def _pedagogues(posts: pl.DataFrame) -> pl.DataFrame:
    teaching = posts.filter(pl.col("role").is_in(TEACHING_ROLES))
    since = teaching.group_by(pl.col("person_id").cast(pl.Int64)).agg(since=pl.min("from_on"))
    return since.sort("person_id")
