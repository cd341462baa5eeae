"""Students' enrolments: rows of learners, and what has ended."""

from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.intake import Ending, Origin, Table
from gaisma.evidence.interop.oneroster.checks.fields import day, moment_day
from gaisma.evidence.interop.oneroster.checks.reporting import remark
from gaisma.evidence.interop.oneroster.mapping import moves, people
from gaisma.evidence.interop.oneroster.roster import Roster

FILE = "enrollments.csv"
ORIGINS = people.ORIGINS | {
    "person_id": Origin(FILE, "userSourcedId"),
    "from": Origin(FILE, "beginDate"),
    "to": Origin(FILE, "endDate"),
    "group": Origin(FILE, "classSourcedId"),
    "group_identifier": Origin(FILE, "classSourcedId"),
    "enrolment_identifier": Origin(FILE, "sourcedId"),
}


def tables(
    roster: Roster,
    learning: pl.DataFrame,
    described: pl.DataFrame,
    first_day: date,
    findings: Findings,
) -> list[Table]:
    """Rows of learners, those who have moved first.

    The binding's end is the day after the last. Where no beginning is said, the class's is taken,
    and that of the set's school year where the class has no terms.
    """
    if learning.is_empty():
        return []
    frame = learning.with_columns(
        begins=pl.coalesce(day(pl.col("beginDate")), "from_on", pl.lit(first_day)),
        ends=day(pl.col("endDate")).dt.offset_by("-1d"),
    )
    never = (pl.col("ends") < pl.col("begins")).fill_null(value=False)
    remark(
        findings,
        FILE,
        frame,
        never,
        lambda count: (
            _("The enrolment ends before its first day; it is left aside (rows: %(count)s).")
            % {"count": count}
        ),
        "endDate",
    )
    left, frame = moves.settled(roster, frame.filter(~never), findings)
    rows = people.with_people(roster, _rows(frame), described)
    told = people.told_apart("learners", FILE, rows, origins=ORIGINS)
    if left.is_empty():
        return told
    ended = people.with_people(roster, left, described)
    return [*people.told_apart("learners", FILE, ended, origins=ORIGINS), *told]


def _rows(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        "row",
        "person",
        group_identifier="class",
        enrolment_identifier="enrolment",
        **{
            "from": pl.col("begins").dt.to_string("%Y-%m-%d"),
            "to": pl.col("ends").dt.to_string("%Y-%m-%d"),
        },
    )


def endings(roster: Roster) -> list[Ending]:
    """What a whole file no longer holds, or what a delta takes away."""
    if roster.manifest.is_bulk("enrollments"):
        return [Ending("learners", FILE, roster.on, absent=True)]
    gone = pl.concat([_deleted(roster), _of_deleted(roster)]).unique(
        "identifier", keep="first", maintain_order=True
    )
    if gone.is_empty():
        return []
    return [Ending("learners", FILE, roster.on, identifiers=gone)]


def _deleted(roster: Roster) -> pl.DataFrame:
    """The rows that a delta marks: they end on the day that it says, or on its own."""
    known = roster.stored.enrolments["sourcedId"]
    ends = day(pl.col("endDate")).dt.offset_by("-1d")
    last = pl.min_horizontal(moment_day(pl.col("dateLastModified")), pl.lit(roster.on))
    return (
        roster.deleted("enrollments")
        .filter(pl.col("sourcedId").is_in(known.implode()))
        .select("row", identifier="sourcedId", on=pl.coalesce(ends, last))
        .select("identifier", "row", "on")
    )


def _of_deleted(roster: Roster) -> pl.DataFrame:
    """The enrolments of people and of classes that a delta takes away."""
    open_ones = roster.stored.enrolments.filter(pl.col("to_on").is_null()).rename(
        {"sourcedId": "identifier"}
    )
    last = pl.min_horizontal(moment_day(pl.col("dateLastModified")), pl.lit(roster.on))
    return pl.concat(
        [
            roster.deleted(name)
            .select("row", on=pl.coalesce(last, pl.lit(roster.on)), **{owner: "sourcedId"})
            .join(open_ones, on=owner)
            .select("identifier", "row", "on")
            for name, owner in (("users", "learner"), ("classes", "class"))
        ]
    )
