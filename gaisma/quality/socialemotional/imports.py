"""Lessons are taken in and given out as a table; they name no learner."""

import polars as pl
from django.utils.translation import gettext as _

from gaisma.base.models import SchoolYear
from gaisma.evidence.interop import complaints
from gaisma.evidence.interop.kinds import TableKind
from gaisma.evidence.interop.planning import Draft
from gaisma.quality.socialemotional import tables
from gaisma.quality.socialemotional.models import Lesson
from gaisma.quality.socialemotional.terms import GRADES, HELD, OTHER, PLANNED
from gaisma.record.programmes.models import Group

VALUES = ("length", "led_by", "state")


def plan_lessons(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Lessons by class, day and topic; without a state they took place or are to come."""
    rows = draft.school_year(draft.institution(rows))
    rows = draft.refer(
        rows,
        Group,
        {"institution_id": "institution_id", "school_year_id": "school_year_id", "name": "group"},
        into="group_id",
        message=complaints.unknown_group(),
    )
    rows = _fitting(draft, _completed(rows).rename({"day": "on"}))
    return draft.upsert(
        Lesson, rows, match=tables.LESSONS.keys, values=VALUES, names=tables.LESSONS.names
    )


def _completed(rows: pl.DataFrame) -> pl.DataFrame:
    """With no words where a file has none: they tell lessons apart."""
    if "words" not in rows.columns:
        return rows.with_columns(words=pl.lit(""))
    return rows.with_columns(pl.col("words").fill_null(""))


def _fitting(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of grades 1–9, on a day of the class's year, that took place if they say so."""
    groups = draft.records.of(Group).select("grade", group_id="id")
    years = draft.records.of(SchoolYear).select("starts_on", "ends_on", school_year_id="id")
    told = rows.join(groups, on="group_id", how="left", maintain_order="left")
    told = told.join(years, on="school_year_id", how="left", maintain_order="left")
    told = _with_state(draft, told)
    is_over = pl.col("on") <= pl.lit(draft.today, pl.Date)
    checks = [
        ("group", pl.col("grade").is_between(*GRADES), _("Lessons are asked of grades 1–9.")),
        ("day", pl.col("on").is_between("starts_on", "ends_on"), _of_the_year()),
        ("day", is_over | (pl.col("state") != HELD), _("This day has not come yet.")),
        ("words", (pl.col("topic") != OTHER) | (pl.col("words") != ""), _in_words()),
    ]
    if "length" in told.columns:
        short = pl.col("length").is_between(1, 8) | pl.col("length").is_null()
        checks.append(("length", short, _("Give 1 to 8 lessons.")))
    for column, holds, message in checks:
        wrong = told.filter(~holds.fill_null(value=False))
        draft.check.refuse(wrong, column, message)
        told = told.join(wrong, on="row", how="anti", maintain_order="left")
    return told.drop("grade", "starts_on", "ends_on")


def _with_state(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """With the state that the file tells, else the record; of a new row its day tells it."""
    keys = tables.LESSONS.keys
    stored = draft.records.of(Lesson).select(*keys, known="state").unique(keys, keep="last")
    rows = rows.join(stored, on=list(keys), how="left", maintain_order="left")
    told = [pl.col("state")] if "state" in rows.columns else []
    is_over = pl.col("on") <= pl.lit(draft.today, pl.Date)
    usual = pl.when(is_over).then(pl.lit(HELD)).otherwise(pl.lit(PLANNED))
    return rows.with_columns(state=pl.coalesce(*told, "known", usual)).drop("known")


def _of_the_year() -> str:
    return _("The day lies outside of the school year of the class.")


def _in_words() -> str:
    return _("Say in words what another topic is.")


def export_lessons(_source: str) -> pl.DataFrame:
    """All lessons by institution, class and day."""
    columns = ("group__institution__code", "group__school_year__name", "group__name", "on", "pk")
    return tables.LESSONS.export(Lesson.objects.order_by(*columns))


TABLE_KINDS = [
    TableKind(
        "class_lessons",
        150,
        plan_lessons,
        export_lessons,
        {"socialemotional.Lesson": "class_lessons"},
        model=Lesson,
        columns=tables.LESSONS.columns,
    ),
]
