"""Students' enrolments: rows of learners, and what has ended."""

from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.intake import Ending, Origin, Table
from gaisma.evidence.interop.oneroster.checks.fields import day
from gaisma.evidence.interop.oneroster.checks.reporting import remark
from gaisma.evidence.interop.oneroster.mapping import moves, people
from gaisma.evidence.interop.oneroster.roster import Roster, deleted_on, is_open

FILE = "enrollments.csv"
ORIGINS = people.ORIGINS | {
    "person_id": Origin(FILE, "userSourcedId"),
    "from": Origin(FILE, "beginDate"),
    "to": Origin(FILE, "endDate"),
    "group": Origin(FILE, "classSourcedId"),
    "group_identifier": Origin(FILE, "classSourcedId"),
    "enrolment_identifier": Origin(FILE, "sourcedId"),
}


def translated(
    roster: Roster,
    learning: pl.DataFrame,
    described: pl.DataFrame,
    first_day: date,
    findings: Findings,
) -> tuple[list[Table], list[Ending]]:
    """Rows of learners, those who have moved first, and what has ended.

    The binding's end is the day after the last. Where no beginning is said, the class's is taken,
    and that of the set's school year where the class has no terms.
    """
    if learning.is_empty():
        return [], _endings(roster, pl.Series(dtype=pl.String))
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
    _remark_last_days(frame, findings)
    settled = moves.settled(roster, frame.filter(~never), findings)
    rows = people.with_people(roster, _rows(settled.enrolments), described)
    told = people.told_apart("learners", FILE, rows, origins=ORIGINS)
    if not settled.left.is_empty():
        ended = people.with_people(roster, settled.left, described)
        told = [*people.told_apart("learners", FILE, ended, origins=ORIGINS), *told]
    settled_ones = [settled.given_over, settled.left["enrolment_identifier"].rename("enrolment")]
    return told, _endings(roster, pl.concat(settled_ones))


def _remark_last_days(frame: pl.DataFrame, findings: Findings) -> None:
    """The binding's end is the first day away; who fills in the last of a month means otherwise."""
    said = day(pl.col("endDate"))
    remark(
        findings,
        FILE,
        frame,
        said == said.dt.month_end(),
        lambda count: (
            _(
                "OneRoster ends an enrolment on the first day away: the day before this one is the "
                "last (rows: %(count)s). If this day is the last, send the day after it."
            )
            % {"count": count}
        ),
        "endDate",
    )


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


def _endings(roster: Roster, settled: pl.Series) -> list[Ending]:
    """What a whole file no longer holds, or a delta takes away, but for what moves have settled."""
    if roster.manifest.is_bulk("enrollments"):
        return [Ending("learners", FILE, roster.on, absent=True)]
    gone = pl.concat([_deleted(roster), _of_deleted(roster)]).unique(
        "identifier", keep="first", maintain_order=True
    )
    gone = gone.filter(~pl.col("identifier").is_in(settled.implode()))
    if gone.is_empty():
        return []
    return [Ending("learners", FILE, roster.on, identifiers=gone)]


def _deleted(roster: Roster) -> pl.DataFrame:
    """The rows that a delta marks: they end on its day, or on an earlier one that they say."""
    known = roster.stored.enrolments["sourcedId"]
    ends = day(pl.col("endDate")).dt.offset_by("-1d")
    return (
        roster.deleted("enrollments")
        .filter(pl.col("sourcedId").is_in(known.implode()))
        .select("row", identifier="sourcedId", on=pl.min_horizontal(ends, deleted_on(roster)))
        .select("identifier", "row", "on")
    )


def _of_deleted(roster: Roster) -> pl.DataFrame:
    """The enrolments of people and of classes that a delta takes away."""
    open_ones = roster.stored.enrolments.filter(is_open("to_on", roster.on)).rename(
        {"sourcedId": "identifier"}
    )
    return pl.concat(
        [
            roster.deleted(name)
            .select(row=pl.lit(None, pl.Int64), on=deleted_on(roster), **{owner: "sourcedId"})
            .join(open_ones, on=owner)
            .select("identifier", "row", "on")
            for name, owner in (("users", "learner"), ("classes", "class"))
        ]
    )
