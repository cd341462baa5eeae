"""Roles as employments: who works where, as what.

OneRoster says neither the load nor whether the post is permanent. A post that the record has
already, in the same line of work at the same institution, is that post and stays as it is; a new
one is written with the load 0 until the institution's own staff table says more.
"""

from datetime import date

import polars as pl
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import TEACHING_ROLES
from gaisma.evidence.interop.findings import Findings
from gaisma.evidence.interop.intake import Ending, Origin, Table
from gaisma.evidence.interop.oneroster.checks.fields import day, moment_day
from gaisma.evidence.interop.oneroster.mapping import people
from gaisma.evidence.interop.oneroster.mapping.classes import Classes
from gaisma.evidence.interop.oneroster.mapping.places import Places
from gaisma.evidence.interop.oneroster.roster import Roster

LINES = {
    "teacher": "teacher",
    "principal": "head",
    "aide": "aide",
    "counselor": "other",
    "administrator": "other",
    "siteAdministrator": "other",
    "districtAdministrator": "other",
}
"""OneRoster's roles that are posts, by line of work; proctors and system administrators are not."""
ROLES = {"head": "head", "aide": "teachers_assistant", "other": "other_staff"}
TEACHERS = {"preschool": "preschool_teacher", "interest": "interest_education_teacher"}
LINE_OF = {
    **dict.fromkeys(TEACHING_ROLES, "teacher"),
    "head": "head",
    "deputy_head": "head",
    "teachers_assistant": "aide",
}
POSTS = {
    "row": pl.Int64,
    "person": pl.String,
    "place": pl.String,
    "line": pl.String,
    "begins": pl.Date,
    "ends": pl.Date,
}


def tables(
    roster: Roster,
    places: Places,
    classes: Classes,
    described: pl.DataFrame,
    first_day: date,
    findings: Findings,
) -> list[Table]:
    """Rows of staff; a new post of which no beginning is said begins on `first_day`."""
    posts = _posts(roster, places, classes)
    if posts.is_empty():
        return []
    usual = places.frame().select("place", "usual_stage").unique("place")
    known = _known(posts, roster)
    fresh = posts.join(known, on=["person", "place", "line"], how="anti", maintain_order="left")
    if not fresh.is_empty():
        findings.note(
            _file(roster),
            _("OneRoster does not say loads: new posts have the load 0 (posts: %(count)s).")
            % {"count": fresh.height},
        )
    fresh = (
        fresh.join(usual, on="place", how="left", maintain_order="left")
        .join(_stages(roster, classes), on=["person", "place"], how="left", maintain_order="left")
        .with_columns(taught=pl.coalesce("taught", "usual_stage"))
        .with_columns(
            role=_role(),
            stage=_stage(),
            load=pl.lit("0"),
            begins=pl.coalesce("begins", pl.lit(first_day)),
        )
    )
    rows = pl.concat([_rows(fresh), _rows(known)])
    origins = people.ORIGINS | _origins(roster)
    return people.told_apart(
        "staff", _file(roster), people.with_people(rows, described), origins=origins
    )


def _file(roster: Roster) -> str:
    return "users.csv" if roster.manifest.version == "1.1" else "roles.csv"


def _origins(roster: Roster) -> dict[str, Origin]:
    file = _file(roster)
    old = roster.manifest.version == "1.1"
    return {
        "person_id": Origin(file, "sourcedId" if old else "userSourcedId"),
        "institution": Origin(file, "orgSourcedIds" if old else "orgSourcedId"),
        "role": Origin(file, "role"),
        "from": Origin(file, "role" if old else "beginDate"),
        "to": Origin(file, "role" if old else "endDate"),
    }


def _posts(roster: Roster, places: Places, classes: Classes) -> pl.DataFrame:
    """Who works where in which line: by users or roles, else by the classes that they teach."""
    said = _of_users(roster) if roster.manifest.version == "1.1" else _of_roles(roster)
    orgs = places.frame().select("org", "place")
    said = said.join(orgs, on="org", maintain_order="left").with_columns(
        line=pl.col("role").replace_strict(LINES, default=None, return_dtype=pl.String)
    )
    taught = _of_classes(roster, classes).join(said, on=["person", "place"], how="anti")
    return (
        pl.concat(
            [frame.select(pl.col(n).cast(t) for n, t in POSTS.items()) for frame in (said, taught)]
        )
        .filter(
            pl.col("line").is_not_null(),
            pl.col("ends").is_null()
            | (pl.col("ends") >= pl.col("begins"))
            | pl.col("begins").is_null(),
        )
        .unique(["person", "place", "line"], keep="first", maintain_order=True)
    )


def _of_users(roster: Roster) -> pl.DataFrame:
    return (
        roster.active("users")
        .select(
            "row",
            "role",
            person="sourcedId",
            org=pl.col("orgSourcedIds").str.split(","),
            begins=pl.lit(None, pl.Date),
            ends=pl.lit(None, pl.Date),
        )
        .explode("org")
        .with_columns(pl.col("org").str.strip_chars())
    )


def _of_roles(roster: Roster) -> pl.DataFrame:
    return roster.active("roles").select(
        "row",
        "role",
        person="userSourcedId",
        org="orgSourcedId",
        begins=day(pl.col("beginDate")),
        ends=day(pl.col("endDate")).dt.offset_by("-1d"),
    )


def _of_classes(roster: Roster, classes: Classes) -> pl.DataFrame:
    return _taught(roster, classes).select(
        "row",
        "person",
        "place",
        line=pl.lit("teacher"),
        begins=pl.lit(None, pl.Date),
        ends=pl.lit(None, pl.Date),
    )


def _taught(roster: Roster, classes: Classes) -> pl.DataFrame:
    return (
        roster.active("enrollments")
        .filter(pl.col("role") == "teacher")
        .select("row", person="userSourcedId", **{"class": "classSourcedId"})
        .join(classes.all, on="class", maintain_order="left")
    )


def _stages(roster: Roster, classes: Classes) -> pl.DataFrame:
    """person, place and the stage that they teach there; "" for several."""
    return (
        _taught(roster, classes)
        .group_by("person", "place")
        .agg(stages=pl.col("stage").drop_nulls().unique())
        .select(
            "person",
            "place",
            taught=pl.when(pl.col("stages").list.len() == 1)
            .then(pl.col("stages").list.first())
            .otherwise(pl.lit("")),
        )
    )


def _role() -> pl.Expr:
    teaching = pl.col("taught").replace_strict(TEACHERS, default="subject_teacher")
    other = pl.col("line").replace_strict(ROLES, default="other_staff")
    return pl.when(pl.col("line") == "teacher").then(teaching).otherwise(other)


def _stage() -> pl.Expr:
    return pl.when(pl.col("line") == "teacher").then("taught").otherwise(pl.lit(""))


def _known(posts: pl.DataFrame, roster: Roster) -> pl.DataFrame:
    """The stored posts that the set's rows are, with what they are stored under."""
    stored = roster.stored.employments.with_columns(
        line=pl.col("role").replace_strict(LINE_OF, default="other", return_dtype=pl.String)
    )
    persons = roster.stored.people.select("person", value="sourcedId")
    stored = stored.join(persons, on="person").drop("person").rename({"value": "person"})
    return (
        posts.select("row", "person", "place", "line", "ends")
        .join(stored, on=["person", "place", "line"], maintain_order="left")
        .with_columns(begins="from_on", load=pl.col("load").cast(pl.String))
    )


def _rows(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(
        "row",
        "person",
        "role",
        "stage",
        "load",
        institution="place",
        **{
            "from": pl.col("begins").dt.to_string("%Y-%m-%d"),
            "to": pl.col("ends").dt.to_string("%Y-%m-%d"),
        },
    )


def endings(roster: Roster) -> list[Ending]:
    """Who has left: no longer in a whole file, or taken away by a delta."""
    file = _file(roster)
    name = file.removesuffix(".csv")
    if roster.manifest.is_bulk("users", name):
        return [Ending("staff", file, roster.on, absent=True)]
    gone = pl.concat([_deleted_users(roster), _deleted_roles(roster)]).unique(
        "identifier", keep="first", maintain_order=True
    )
    return [Ending("staff", file, roster.on, identifiers=gone)] if gone.height else []


def _deleted_users(roster: Roster) -> pl.DataFrame:
    return _ending_rows(roster.deleted("users"), "sourcedId", roster)


def _deleted_roles(roster: Roster) -> pl.DataFrame:
    """People whose last role goes: who keeps another keeps the posts."""
    if roster.manifest.version == "1.1":
        return _ending_rows(roster.deleted("users").clear(), "sourcedId", roster)
    staying = roster.active("roles")["userSourcedId"]
    gone = roster.deleted("roles").filter(
        pl.col("role").is_in(list(LINES)), ~pl.col("userSourcedId").is_in(staying.implode())
    )
    return _ending_rows(gone, "userSourcedId", roster)


def _ending_rows(frame: pl.DataFrame, identifier: str, roster: Roster) -> pl.DataFrame:
    last = pl.min_horizontal(moment_day(pl.col("dateLastModified")), pl.lit(roster.on))
    return frame.filter(
        pl.col(identifier).is_in(roster.stored.people["sourcedId"].implode())
    ).select(identifier=identifier, row="row", on=pl.coalesce(last, pl.lit(roster.on)))
