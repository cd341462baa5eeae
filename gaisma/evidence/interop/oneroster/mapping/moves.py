"""Learners who move from one class to another.

In the stages where a person learns at one place at a time, the enrolment that a set no longer has
ends on the day before the one that it brings, or before the set's date when the new one is said to
have begun no later than the old. The new one then begins on the next day, in later sets as well.
"""

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.oneroster.checks.reporting import remark
from gaisma.evidence.interop.oneroster.roster import Roster

MOVED = "moved"
"""The code of the reason for leaving."""


def settled(
    roster: Roster, frame: pl.DataFrame, findings: Findings
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows that end what learners have moved from; the set's enrolments with `begins` settled."""
    others = _others(roster, frame)
    if others.is_empty():
        return others, frame
    left = _left(roster, frame, others)
    ends = pl.concat(
        [
            left.select("learner", "ends"),
            others.filter(pl.col("to_on").is_not_null()).select("learner", ends="to_on"),
        ]
    )
    frame = _begun_after(frame, ends, findings)
    return _rows(left), frame


def _others(roster: Roster, frame: pl.DataFrame) -> pl.DataFrame:
    """Stored enrolments of the set's learners that the set does not bring."""
    stored = roster.stored.enrolments.filter(pl.col("stage").is_in(EXCLUSIVE_STAGES))
    others = stored.join(frame, left_on="sourcedId", right_on="enrolment", how="anti").join(
        frame, left_on="learner", right_on="person", how="semi"
    )
    if roster.manifest.is_bulk("enrollments"):
        return others
    # A delta ends only what it says; what it does not mention goes on.
    gone = roster.deleted("enrollments")["sourcedId"].implode()
    return others.filter(pl.col("to_on").is_not_null() | pl.col("sourcedId").is_in(gone))


def _left(roster: Roster, frame: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """What is still open and ends because its learner begins elsewhere, with the last day."""
    fresh = (
        frame.filter(pl.col("stage").is_in(EXCLUSIVE_STAGES))
        .join(roster.stored.enrolments, left_on="enrolment", right_on="sourcedId", how="anti")
        .group_by("person")
        .agg(pl.col("row").min(), pl.col("begins").min())
    )
    before_new = pl.min_horizontal(pl.col("begins").dt.offset_by("-1d"), pl.lit(roster.on))
    before_set = pl.lit(roster.on).dt.offset_by("-1d")
    last = pl.when(pl.col("begins") > pl.col("from_on")).then(before_new).otherwise(before_set)
    return (
        others.filter(pl.col("to_on").is_null())
        .join(fresh, left_on="learner", right_on="person")
        .with_columns(ends=pl.max_horizontal(last, "from_on"))
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
        "enrollments.csv",
        frame,
        late,
        lambda count: (
            _("The earlier class lasts longer: this one begins a day after it (rows: %(count)s).")
            % {"count": count}
        ),
        "begins",
        named="beginDate",
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
