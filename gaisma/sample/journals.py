"""A journal of three schools of Paraugpils for four months, in the lake as if it were taken in.

Made up throughout: who is ill, who stays away and what marks are given is drawn by lot with a
seed, and no figure of it says anything of a real school. A few things are as no journal should
have them, so that there is something to find: lessons without entries, a subject without marks, a
class that is in two lessons at once.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

import numpy as np
import polars as pl
from django.db import transaction

from gaisma.base import bulk
from gaisma.base.working_days import Moves, worked_between
from gaisma.evidence.interop.mass import MassFacts, MassKind, cuts, mass_kinds
from gaisma.evidence.lake import actions as lake
from gaisma.evidence.lake import queries
from gaisma.record.journals.imports import classes_of_record
from gaisma.record.journals.vocabularies import EXCUSED, LATE, PRESENT, UNEXCUSED
from gaisma.record.organisations.facts import PLACE
from gaisma.record.programmes.models import Enrolment
from gaisma.sample import curriculum, plan

SCHOOLS = (plan.HEAD_AT, "Paraugpils Liepu ģimnāzija", plan.SPECIAL_SCHOOL)
FIRST, LAST = date(2024, 2, 1), date(2024, 5, 31)
LESSONS = {1: 5, 4: 6, 7: 7, 10: 8}
"""Lessons of a day, from that grade on."""
TAUGHT = {
    1: (
        "Latvian",
        "mathematics",
        "natural sciences",
        "visual arts",
        "music",
        "sport",
        "social sciences",
    ),
    4: (
        "Latvian",
        "literature",
        "mathematics",
        "English",
        "natural sciences",
        "computing",
        "design",
        "music",
        "sport",
    ),
    7: (
        "Latvian",
        "literature",
        "mathematics",
        "English",
        "German",
        "physics",
        "chemistry",
        "biology",
        "geography",
        "history",
        "computing",
        "sport",
    ),
}
"""Subjects, from that grade on."""
ILL, AWAY, LATE_SHARE, EMPTY = 0.045, 0.006, 0.012, 0.004
"""Of days ill; of lessons away without excuse, late; of lessons of a class not entered."""
STAY_AWAY = 0.02
"""Of learners those who stay away ten times as often."""
LEFT = ("left_early", "withdrawn")
"""Reasons of those who leave in the summer and go nowhere."""
DRIFTING = 2 / 3
"""So many of them are seen to drift away: they stay away more each month, and fail."""
DRIFTS = {2: 1.0, 3: 12.0, 4: 25.0, 5: 45.0}
"""How many times as often, by the month."""
LOWER = 3
"""Points by which their marks are lower."""
T = TypeVar("T")
MARK_EACH = 6
"""Of so many lessons of a subject one has a mark."""


def ensure(*, at: datetime) -> None:
    """Write the journal into the lake, where no lessons are."""
    version = queries.latest()
    if version is None or version.contents["lessons"]["rows"]:
        return
    lot = np.random.default_rng(plan.SEED)
    held = _lessons(lot)
    of_group = classes_of_record().select("group", *PLACE, "stage", "grade").drop("authority")
    kinds = mass_kinds()
    instead = {
        **_written(kinds["lessons"], MassFacts(held.drop("drifts"), of_group)),
        **_written(kinds["marks"], MassFacts(_marks(held, lot), of_group)),
    }
    with transaction.atomic():
        lake.exchange(instead, seen=queries.latest(), reason="sample journal", at=at)


def _written(kind: MassKind, facts: MassFacts) -> cuts.Written:
    change = cuts.change_by(kind, facts.rows)
    return cuts.written(kind, facts, change, 0)


def _of_grade(table: Mapping[int, T], grade: int) -> T:
    return table[max(first for first in table if first <= grade)]


def _learners() -> pl.DataFrame:
    rows = Enrolment.objects.filter(
        group__institution__name__in=SCHOOLS,
        group__school_year__name=plan.LAST_YEAR,
        programme__stage="school",
        group__grade__isnull=False,
    )
    found = bulk.frame_of(
        rows.order_by("pk"), "person__pseudonym", "group_id", "to_on", "leaving_reason"
    )
    there = found.filter(pl.col("to_on").is_null() | (pl.col("to_on") > LAST))
    left = pl.col("leaving_reason").is_in(LEFT)
    # Drawn apart from all else, which stays as it was.
    lot = pl.Series(np.random.default_rng(plan.SEED + 1).random(there.height))
    return there.select(
        person="person__pseudonym", group="group_id", drifts=left & (lot < DRIFTING)
    ).unique(maintain_order=True)


def _timetable(grades: dict[int, int], lot: np.random.Generator) -> pl.DataFrame:
    """By class, day of the week and hour the subject."""
    lines = []
    for group, grade in grades.items():
        subjects = _of_grade(TAUGHT, grade)
        hours = _of_grade(LESSONS, grade)
        week = lot.permutation([subjects[n % len(subjects)] for n in range(5 * hours)])
        for place, code in enumerate(week):
            weekday, lesson = divmod(place, hours)
            lines.append((group, weekday, lesson + 1, curriculum.SUBJECTS[str(code)]))
    names = ["group", "weekday", "lesson", "subject"]
    return pl.DataFrame(lines, schema=names, orient="row")


def _lessons(lot: np.random.Generator) -> pl.DataFrame:
    classes = classes_of_record()
    learners = _learners()
    chosen = classes.filter(pl.col("group").is_in(learners["group"].implode()))
    table = _timetable(dict(chosen.select("group", "grade").iter_rows()), lot)
    days = list(worked_between(FIRST, LAST, moves=Moves.recorded()))
    calendar = pl.DataFrame({"day": days}).with_columns(
        weekday=pl.col("day").dt.weekday().cast(pl.Int64) - 1
    )
    # Spring holidays.
    calendar = calendar.filter(~pl.col("day").is_between(date(2024, 3, 11), date(2024, 3, 15)))
    held = calendar.join(table, on="weekday", maintain_order="left")
    held = held.with_columns(empty=pl.Series(lot.random(held.height) < EMPTY))
    learners = learners.with_columns(
        often=pl.Series(np.where(lot.random(learners.height) < STAY_AWAY, 10.0, 1.0))
    )
    # Each day of each learner, then each lesson.
    of_days = learners.join(calendar.select("day"), how="cross")
    flu = pl.when(pl.col("day") < date(2024, 3, 1)).then(1.6).otherwise(1.0)
    of_days = of_days.with_columns(ill=pl.Series(lot.random(of_days.height)) < ILL * flu)
    rows = of_days.join(held, on=["group", "day"], maintain_order="left")
    draw = pl.Series("draw", lot.random(rows.height))
    rows = rows.with_columns(draw)
    month = pl.col("day").dt.month().replace_strict(DRIFTS, return_dtype=pl.Float64)
    away = AWAY * pl.when("drifts").then(month).otherwise("often")
    late = away + LATE_SHARE
    status = (
        pl.when(pl.col("empty")).then(None)
        .when(pl.col("ill")).then(pl.lit(EXCUSED))
        .when(pl.col("draw") < away).then(pl.lit(UNEXCUSED))
        .when(pl.col("draw") < late).then(pl.lit(LATE))
        .otherwise(pl.lit(PRESENT))
    )  # fmt: skip
    rows = rows.with_columns(status=status)
    reason = (
        pl.when(pl.col("status") == UNEXCUSED).then(pl.lit("unknown"))
        .when((pl.col("status") == EXCUSED) & (pl.col("draw") < 0.8)).then(pl.lit("illness"))
        .when(pl.col("status") == EXCUSED).then(pl.lit("family"))
    )  # fmt: skip
    rows = rows.with_columns(reason=reason)
    twice = rows.filter(
        pl.col("group") == chosen["group"].min(), pl.col("day") == FIRST, pl.col("lesson") == 1
    ).with_columns(subject=pl.lit(curriculum.SUBJECTS["project work"]))
    return pl.concat([rows, twice]).select(
        "day",
        "lesson",
        "status",
        "reason",
        "group",
        "person",
        "subject",
        "drifts",
        school_year=pl.lit(plan.LAST_YEAR),
        month=pl.col("day").dt.strftime("%Y-%m"),
        authority=pl.lit(chosen["authority"].max()),
    )


def _marks(held: pl.DataFrame, lot: np.random.Generator) -> pl.DataFrame:
    """Marks of those who were there; sport has none in the last month."""
    there = held.filter(pl.col("status").is_in([PRESENT, LATE]))
    marked = there.filter(pl.Series(lot.random(there.height) < 1 / MARK_EACH))
    none = (pl.col("subject") == curriculum.SUBJECTS["sport"]) & (
        pl.col("month") == f"{LAST:%Y-%m}"
    )
    marked = marked.filter(~none)
    able = marked.select(pl.col("person").rank("dense")).to_series().cast(pl.Int64)
    level = pl.Series(lot.normal(7, 1.6, int(able.max()) + 1)).gather(able)  # type: ignore[arg-type]
    lower = marked["drifts"].cast(pl.Float64) * LOWER
    points = (level - lower + pl.Series(lot.normal(0, 1.1, marked.height))).round().clip(1, 10)
    return marked.select(
        pl.exclude("status", "reason", "drifts"),
        given_for=pl.lit("lesson"),
        scale=pl.lit("ten_points"),
        mark=points.cast(pl.Int64),
        step=pl.lit(None, pl.String),
    )
