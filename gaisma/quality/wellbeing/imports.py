"""Activities from a file: those with a day on which they were held are held, others agreed on.

Nothing in a file makes what was held less so, nor brings back what was given up: that is done on
the activity's page.
"""

from collections.abc import Sequence

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.safety_terms import INSTITUTION
from gaisma.evidence.interop.kinds import TableKind
from gaisma.evidence.interop.planning import Draft
from gaisma.quality.wellbeing import tables
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity
from gaisma.quality.wellbeing.permissions import SEES
from gaisma.quality.wellbeing.workflow import ACTIVITY, AGREED, GIVEN_UP, HELD

TOLD = ("hours", "learners", "adults")
"""What is known of an activity that was held, beside its day."""
EXTENT: dict[str, pl.DataType | type[pl.DataType]] = {
    "topic": pl.String,
    "grades": pl.List(pl.String),
    "partner": pl.String,
    "arranged_by": pl.String,
    "held_on": pl.Date,
    "hours": pl.Decimal(15, 6),
    "learners": pl.Int64,
    "adults": pl.Int64,
    "came_of_it": pl.String,
}
"""Columns that a file may leave out: of an activity already known they stay as they are."""


SAID_BY_NONE = frozenset({"arranged_by", "topic"})
"""Columns that have a value even where the file has no such column."""


def plan_activities(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Find institution, body and school year of each row; what is odd is refused."""
    absent = [name for name in EXTENT if name not in rows.columns]
    rows = _whole(draft.institution(rows), absent)
    rows = _held_in_order(draft, _of_known_grades(draft, rows))
    rows = draft.refer(
        rows,
        PartnerBody,
        {"name": "partner"},
        into="partner_id",
        message=_("No body is called “%(value)s”. Near to it are: %(near)s."),
        optional=True,
    )
    rows = draft.school_year(rows).drop("school_year")
    rows = _standing(draft, _of_own_partners(draft, rows), absent)
    unsaid = set(absent) - SAID_BY_NONE
    return draft.upsert(
        SupportActivity,
        rows.drop(*unsaid, *(["partner_id"] if "partner" in unsaid else [])),
        match=tables.ACTIVITIES.keys,
        values=(*tables.ACTIVITIES.values, "school_year_id", "state"),
        names=tables.ACTIVITIES.names,
    )


def _whole(rows: pl.DataFrame, absent: Sequence[str]) -> pl.DataFrame:
    """With every column that is asked below, and the school year and state that follow."""
    rows = rows.with_columns(pl.lit(None, EXTENT[name]).alias(name) for name in absent)
    day = pl.col("planned_on")
    start = day.dt.year() - (day.dt.month() < 9).cast(pl.Int32)
    held = pl.col("held_on").is_not_null()
    return rows.with_columns(
        pl.col("topic", "came_of_it").fill_null(""),
        pl.col("grades").fill_null([]),
        school_year=pl.format("{}/{}", start, start + 1),
        state=pl.when(held).then(pl.lit(HELD)).otherwise(pl.lit(AGREED)),
    )


def _of_known_grades(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("grades").list.eval(pl.element().is_in(tables.GRADES)).list.all()
    odd = rows.filter(~known)
    draft.check.refuse(odd, "grades", _("Grades are whole numbers from 1 to 12, such as 1 | 4."))
    return rows.join(odd, on="row", how="anti", maintain_order="left")


def _held_in_order(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows whose day has come and lies in the school year, with all that is told of what was held.

    Of what was not held nothing is told.
    """
    held = pl.col("held_on").is_not_null()
    first = pl.date(pl.col("school_year").str.slice(0, 4).cast(pl.Int32), 9, 1)
    last = pl.date(pl.col("school_year").str.slice(5, 4).cast(pl.Int32), 8, 31)
    least = (pl.col("hours") <= 0) | (pl.col("hours").cast(pl.Float64) % 0.25 != 0)
    complaints = (
        ("held_on", held & (pl.col("held_on") > draft.today), _("This day has not come yet.")),
        (
            "held_on",
            held & ~pl.col("held_on").is_between(first, last),
            _("It was planned in another school year: give a day of the same one."),
        ),
        (
            "hours",
            held & least,
            _("Hours are told to a quarter, and there are some: give 0.25, 0.5 or more."),
        ),
        *(
            (name, held & pl.col(name).is_null(), _("It was held: tell this as well."))
            for name in TOLD
        ),
        *(
            (
                name,
                ~held & pl.col(name).is_not_null(),
                _("It was not held: give the day as well, or leave this empty."),
            )
            for name in TOLD
        ),
        (
            "came_of_it",
            ~held & (pl.col("came_of_it") != ""),
            _("It was not held: give the day as well, or leave this empty."),
        ),
    )
    for column, is_odd, message in complaints:
        odd = rows.filter(is_odd.fill_null(value=False))
        draft.check.refuse(odd, column, message)
        rows = rows.join(odd, on="row", how="anti", maintain_order="left")
    return rows


def _of_own_partners(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Without rows that name a body with which another institution alone works."""
    own = draft.records.of(PartnerBody).select(partner_id="id", only="institution_id")
    rows = rows.join(own, on="partner_id", how="left", maintain_order="left")
    other = rows.filter((pl.col("only") != pl.col("institution_id")).fill_null(value=False))
    told = _("Another institution alone works with this body: name one of the city.")
    draft.check.refuse(other, "partner", told)
    return rows.join(other, on="row", how="anti", maintain_order="left").drop("only")


def _standing(draft: Draft, rows: pl.DataFrame, absent: Sequence[str]) -> pl.DataFrame:
    """Without rows of activities that were given up, or were held and would be no longer.

    Where the file has no column of days, what was held stays held.
    """
    stored = draft.records.of(SupportActivity).select(
        *tables.ACTIVITIES.keys, known="state", arranged="arranged_by"
    )
    keys = list(tables.ACTIVITIES.keys)
    rows = rows.join(stored, on=keys, how="left", maintain_order="left")
    gone = rows.filter(pl.col("known").is_in(GIVEN_UP))
    told = _("The activity is “%(state)s”: ask for it anew on its page.")
    draft.check.refuse_each(
        gone, "planned_on", [told % {"state": ACTIVITY.said(state)} for state in gone["known"]]
    )
    arranged = pl.col("arranged") if "arranged_by" in absent else pl.lit(None, pl.String)
    state = pl.col("known") if "held_on" in absent else pl.lit(None, pl.String)
    rows = rows.with_columns(
        arranged_by=pl.coalesce("arranged_by", arranged, pl.lit(INSTITUTION)),
        state=pl.when(state == HELD).then(state).otherwise("state"),
    )
    undone = rows.filter((pl.col("known") == HELD) & (pl.col("state") != HELD))
    draft.check.refuse(undone, "held_on", _("It was held already: give the day as well."))
    kept = rows.join(gone, on="row", how="anti", maintain_order="left")
    kept = kept.join(undone, on="row", how="anti", maintain_order="left")
    return kept.drop("known", "arranged")


def export_activities(_source: str) -> pl.DataFrame:
    """What is agreed on and what was held, by institution and day."""
    rows = SupportActivity.objects.filter(state__in=(AGREED, HELD))
    return tables.ACTIVITIES.export(rows.order_by("institution__code", "planned_on", "pk"))


TABLE_KINDS = [
    TableKind(
        "support_activities",
        150,
        plan_activities,
        export_activities,
        {"wellbeing.SupportActivity": "support_activities"},
        model=SupportActivity,
        columns=tables.ACTIVITIES.columns,
        readers=SEES,
    ),
]
