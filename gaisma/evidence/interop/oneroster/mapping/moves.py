"""Learners who move from one class to another.

In the stages where a person learns at one place at a time, an enrolment that the set does not
bring ends when its learner begins elsewhere: on the day before the one that the set brings, or
before the set's date when the new one is said to have begun no later than the old. The new one
then begins on the next day, in later sets as well. An end that was planned moves like any other,
and one that has not begun yet becomes the one that stands in its place.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.checks.reporting import remark
from gaisma.evidence.interop.oneroster.mapping.years import NEW_YEAR_FROM
from gaisma.evidence.interop.oneroster.roster import Roster, is_open, taken_away

FILE = "enrollments.csv"
MOVED = "moved"
"""The code of the reason for leaving."""
NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Settled:
    """Rows that end what learners have moved from, the set's enrolments, what was given over."""

    left: pl.DataFrame
    enrolments: pl.DataFrame
    given_over: pl.Series


def settled(roster: Roster, frame: pl.DataFrame, findings: Findings) -> Settled:
    """The set's enrolments with `begins` settled; what has not begun gives its place over."""
    others = _others(roster, frame)
    frame = _given_over(roster, frame, others)
    replaced = frame.filter(pl.col("enrolment") != pl.col("said"))["enrolment"]
    others = others.filter(pl.col("from_on") <= roster.on)
    left = _left(roster, frame, others)
    _remark_unsaid(roster, left, findings)
    ended = others.filter(pl.col("to_on") < roster.on).select("learner", ends="to_on")
    ends = pl.concat([left.select("learner", "ends"), ended])
    return Settled(_rows(left), _begun_after(frame, ends, findings), replaced)


def _others(roster: Roster, frame: pl.DataFrame) -> pl.DataFrame:
    """Stored enrolments of the set's learners that the set does not bring."""
    same_days = ["learner", "class", "from_on"]
    brought = frame.select("class", learner="person", from_on="begins")
    return (
        roster.stored.enrolments.filter(pl.col("stage").is_in(EXCLUSIVE_STAGES))
        .join(frame, left_on="sourcedId", right_on="enrolment", how="anti")
        .join(brought, on=same_days, how="anti")
        .join(frame, left_on="learner", right_on="person", how="semi")
    )


def _given_over(roster: Roster, frame: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """New enrolments in the place of those that were planned, never began and are taken away."""
    planned = others.filter(pl.col("from_on") > roster.on, taken_away(roster)).select(
        "learner", planned="sourcedId", planned_from="from_on", planned_until="to_on"
    )
    fresh = (
        frame.filter(pl.col("stage").is_in(EXCLUSIVE_STAGES))
        .join(roster.stored.enrolments, left_on="enrolment", right_on="sourcedId", how="anti")
        .join(planned, left_on="person", right_on="learner")
        .filter(
            pl.col("begins") <= pl.col("planned_until").fill_null(NEVER),
            _until(pl.col("begins"), pl.col("ends")) >= pl.col("planned_from"),
        )
        .sort("planned_from", "row")
        .unique("planned", keep="first", maintain_order=True)
        .unique("row", keep="first", maintain_order=True)
    )
    return (
        frame.join(fresh.select("row", "planned"), on="row", how="left", maintain_order="left")
        .with_columns(said="enrolment", enrolment=pl.coalesce("planned", "enrolment"))
        .drop("planned")
    )


def _until(begins: pl.Expr, ends: pl.Expr) -> pl.Expr:
    """The last day of an enrolment of the set: without an end, that of its school year."""
    year = begins.dt.year() + (begins.dt.month() >= NEW_YEAR_FROM).cast(pl.Int32)
    return pl.coalesce(ends, pl.date(year, 8, 31))


def _left(roster: Roster, frame: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """What is still open and ends because its learner is elsewhere in those days: the last one."""
    elsewhere = frame.filter(pl.col("stage").is_in(EXCLUSIVE_STAGES)).select(
        "row", "begins", until=_until(pl.col("begins"), pl.col("ends")), learner="person"
    )
    meeting = (
        others.filter(is_open("to_on", roster.on))
        .join(elsewhere, on="learner")
        .filter(
            pl.col("begins") <= pl.col("to_on").fill_null(NEVER),
            pl.col("until") >= pl.col("from_on"),
        )
        .sort("begins", "row")
        .unique("sourcedId", keep="first", maintain_order=True)
    )
    day_before = pl.col("begins").dt.offset_by("-1d")
    # A delta that is silent about the old one lets it go on until the new one begins.
    latest = pl.when(taken_away(roster)).then(pl.lit(roster.on)).otherwise(day_before)
    before_set = pl.lit(roster.on).dt.offset_by("-1d")
    later = pl.col("begins") > pl.col("from_on")
    last = pl.when(later).then(pl.min_horizontal(day_before, latest)).otherwise(before_set)
    ended = meeting.with_columns(ends=pl.max_horizontal(last, "from_on"))
    return ended.filter(pl.col("to_on").is_null() | (pl.col("to_on") > pl.col("ends")))


def _remark_unsaid(roster: Roster, left: pl.DataFrame, findings: Findings) -> None:
    frame = roster.active("enrollments").select("row", "classSourcedId")
    remark(
        findings,
        FILE,
        left.filter(~taken_away(roster)).select("row").join(frame, on="row"),
        pl.lit(value=True),
        lambda count: (
            _(
                "The set says nothing of the earlier class: it ends before this one begins "
                "(rows: %(count)s)."
            )
            % {"count": count}
        ),
        "classSourcedId",
    )


def _begun_after(frame: pl.DataFrame, ends: pl.DataFrame, findings: Findings) -> pl.DataFrame:
    last = ends.group_by("learner").agg(last=pl.col("ends").max())
    frame = frame.join(
        last, left_on="person", right_on="learner", how="left", maintain_order="left"
    )
    next_day = pl.col("last").dt.offset_by("1d")
    late = (pl.col("begins") <= pl.col("last")) & pl.col("stage").is_in(EXCLUSIVE_STAGES)
    late = late.fill_null(value=False) & (pl.col("ends").is_null() | (pl.col("ends") >= next_day))
    remark(
        findings,
        FILE,
        frame,
        late,
        lambda count: (
            _("The earlier class lasts longer: this one begins a day after it (rows: %(count)s).")
            % {"count": count}
        ),
        "beginDate",
    )
    begins = pl.when(late).then(next_day).otherwise("begins")
    return frame.with_columns(begins=begins).drop("last")


def _rows(left: pl.DataFrame) -> pl.DataFrame:
    return left.select(
        "row",
        person="learner",
        group_identifier="class",
        enrolment_identifier="sourcedId",
        leaving_reason=pl.lit(MOVED),
        **{
            "from": pl.col("from_on").dt.to_string("%Y-%m-%d"),
            "to": pl.col("ends").dt.to_string("%Y-%m-%d"),
        },
    )
