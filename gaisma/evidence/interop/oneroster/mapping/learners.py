"""Students' enrolments: rows of learners, moves and crossings between classes, what has ended.

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

from gaisma.analytics.vocabulary import EXCLUSIVE_STAGES, MOVED
from gaisma.evidence.interop.findings import LISTED, Decision, Findings, remark_odd_rows
from gaisma.evidence.interop.intake import Ending, Origin, Table
from gaisma.evidence.interop.oneroster.mapping import people, staff
from gaisma.evidence.interop.oneroster.mapping.places import Places
from gaisma.evidence.interop.oneroster.mapping.years import NEW_YEAR_FROM
from gaisma.evidence.interop.oneroster.reading.fields import day
from gaisma.evidence.interop.oneroster.roster import Roster, deleted_on, is_open, taken_away

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
    remark_odd_rows(
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
    settled = settle_moves(roster, frame.filter(~never), findings)
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
    remark_odd_rows(
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


NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Settled:
    """Rows that end what learners have moved from, the set's enrolments, what was given over."""

    left: pl.DataFrame
    enrolments: pl.DataFrame
    given_over: pl.Series


def settle_moves(roster: Roster, frame: pl.DataFrame, findings: Findings) -> Settled:
    """The set's enrolments with `begins` settled; what has not begun gives its place over."""
    others = _others(roster, frame)
    frame = _given_over(roster, frame, others)
    replaced = frame.filter(pl.col("enrolment") != pl.col("said"))["enrolment"]
    others = others.filter(pl.col("from_on") <= roster.on)
    left = _left(roster, frame, others)
    _remark_unsaid(roster, left, findings)
    ended = others.filter(pl.col("to_on") < roster.on).select("learner", ends="to_on")
    ends = pl.concat([left.select("learner", "ends"), ended])
    return Settled(_rows_left(left), _begun_after(frame, ends, findings), replaced)


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
    remark_odd_rows(
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
    remark_odd_rows(
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


def _rows_left(left: pl.DataFrame) -> pl.DataFrame:
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


def ask_of_crossings(
    roster: Roster, learning: pl.DataFrame, places: Places, findings: Findings
) -> None:
    """One question for the new enrolments whose school, or whose learner's, is not the class's.

    What was taken before was agreed to.
    """
    fresh = learning.join(
        roster.stored.enrolments, left_on="enrolment", right_on="sourcedId", how="anti"
    ).filter(pl.col("stage").is_in(EXCLUSIVE_STAGES))
    orgs = places.frame().select(schoolSourcedId="org", said="place")
    fresh = fresh.join(orgs, on="schoolSourcedId", how="left", maintain_order="left")
    own = staff.roles_said(roster, places).filter(pl.col("role") == "student")
    of_learner = own.group_by("person").agg(own=pl.col("place").unique())
    fresh = fresh.join(of_learner, on="person", how="left", maintain_order="left")
    elsewhere = ~pl.col("own").list.contains(pl.col("place")).fill_null(value=True)
    crossed = fresh.filter((pl.col("said") != pl.col("place")) | elsewhere).sort("row")
    if crossed.is_empty():
        return
    for row, place in crossed.head(LISTED).select("row", "place").iter_rows():
        findings.note(
            FILE,
            _("The class is one of %(place)s; the row or the learner names another school.")
            % {"place": place},
            row=row,
            column="schoolSourcedId",
        )
    findings.uncounted(notes=max(0, crossed.height - LISTED))
    findings.decisions.append(
        Decision(
            "school_crossed",
            FILE,
            crossed["row"][0],
            _(
                "%(count)s learners of one school are in a class of another. Do they learn at the "
                "school of the class?"
            )
            % {"count": crossed.height},
            (_("Yes: take them so."), _("No: take nothing.")),
        )
    )
