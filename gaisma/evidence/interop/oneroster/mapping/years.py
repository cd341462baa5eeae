"""Academic sessions as our school years and terms."""

from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.reading.fields import day
from gaisma.evidence.interop.oneroster.roster import Roster

NEW_YEAR_FROM = 7
"""A session that begins in July or later belongs to the school year that begins in autumn."""
AUTUMN = 9
TERMS = ("term", "semester")


def sessions(roster: Roster, findings: Findings) -> pl.DataFrame:
    """session (sourcedId), type, school_year, from_on, to_on (included).

    The binding ends a session on the day after its last; the record keeps the last.
    """
    frame = roster.active("academicSessions").select(
        "row",
        "schoolYear",
        "type",
        session="sourcedId",
        parent="parentSourcedId",
        from_on=day(pl.col("startDate")),
        to_on=day(pl.col("endDate")).dt.offset_by("-1d"),
    )
    frame = frame.with_columns(school_year=school_year(pl.col("from_on")))
    _remark_years(frame, findings)
    return frame.drop("row", "schoolYear")


def school_year(day_in_it: pl.Expr) -> pl.Expr:
    """The name of the school year in which a day lies: 2024/2025."""
    begins_earlier = (day_in_it.dt.month() < NEW_YEAR_FROM).cast(pl.Int32)
    start = day_in_it.dt.year() - begins_earlier
    return pl.format("{}/{}", start, start + 1)


def first_day(frame: pl.DataFrame, on: date) -> date:
    """When what has no beginning of its own begins: with the set's latest school year."""
    latest = frame.filter(pl.col("school_year") == pl.col("school_year").max())
    first = latest["from_on"].min()
    return first if isinstance(first, date) else date(on.year - (on.month < AUTUMN), AUTUMN, 1)


def terms(frame: pl.DataFrame) -> pl.DataFrame:
    """school_year, number, from_on, to_on of the terms, numbered within their years."""
    periods = frame.filter(pl.col("type").is_in(TERMS), pl.col("to_on") >= pl.col("from_on"))
    return (
        periods.select("school_year", "from_on", "to_on")
        .unique()
        .sort("school_year", "from_on", "to_on")
        .with_columns(number=pl.int_range(1, pl.len() + 1).over("school_year"))
    )


def _remark_years(frame: pl.DataFrame, findings: Findings) -> None:
    # The binding names a school year by the calendar year in which it ends; many write both.
    both = pl.col("schoolYear").str.extract(r"^[0-9]{4} ?[-–/] ?((?:20)?[0-9]{2})$")
    ends = pl.coalesce(both, "schoolYear")
    odd = frame.filter(~pl.col("school_year").str.ends_with(ends))
    for row, said, meant in odd.select("row", "schoolYear", "school_year").head(1).iter_rows():
        findings.note(
            "academicSessions.csv",
            _("By its dates the session lies in %(year)s; the dates are followed.")
            % {"year": meant},
            row=row,
            column="schoolYear",
            value=said,
        )
