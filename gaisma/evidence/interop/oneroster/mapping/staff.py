"""Roles as employments: who works where, as what, and who has left.

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
from gaisma.evidence.interop.oneroster.mapping import people
from gaisma.evidence.interop.oneroster.mapping.classes import Classes
from gaisma.evidence.interop.oneroster.mapping.places import Places
from gaisma.evidence.interop.oneroster.reading.fields import day
from gaisma.evidence.interop.oneroster.roster import Roster, deleted_on, is_open

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
POSTS = {
    "row": pl.Int64,
    "person": pl.String,
    "place": pl.String,
    "line": pl.String,
    "begins": pl.Date,
    "ends": pl.Date,
}


def file_of_posts(roster: Roster) -> str:
    """The file that says roles."""
    return "users.csv" if roster.manifest.version == "1.1" else "roles.csv"


def posts_said(roster: Roster, places: Places, classes: Classes) -> pl.DataFrame:
    """Who works where in which line: by users or roles, else by the classes that they teach."""
    said = roles_said(roster, places).with_columns(
        line=pl.col("role").replace_strict(LINES, default=None, return_dtype=pl.String)
    )
    by_class = _of_classes(roster, classes).join(said, on=["person", "place"], how="anti")
    return (
        pl.concat(
            [
                frame.select(pl.col(n).cast(t) for n, t in POSTS.items())
                for frame in (said, by_class)
            ]
        )
        .filter(
            pl.col("line").is_not_null(),
            pl.col("ends").is_null()
            | (pl.col("ends") >= pl.col("begins"))
            | pl.col("begins").is_null(),
        )
        .unique(["person", "place", "line"], keep="first", maintain_order=True)
    )


def roles_said(roster: Roster, places: Places) -> pl.DataFrame:
    """person, place, role and dates of every role, post or not."""
    said = _of_users(roster) if roster.manifest.version == "1.1" else _of_roles(roster)
    return said.join(places.frame().select("org", "place"), on="org", maintain_order="left")


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
    return taught(roster, classes).select(
        "row",
        "person",
        "place",
        line=pl.lit("teacher"),
        begins=pl.lit(None, pl.Date),
        ends=pl.lit(None, pl.Date),
    )


def taught(roster: Roster, classes: Classes) -> pl.DataFrame:
    """The classes that people teach, with place and stage."""
    return (
        roster.active("enrollments")
        .filter(pl.col("role") == "teacher")
        .select("row", person="userSourcedId", **{"class": "classSourcedId"})
        .join(classes.all, on="class", maintain_order="left")
    )


ROLES = {"head": "head", "aide": "teachers_assistant", "other": "other_staff"}
TEACHERS = {"preschool": "preschool_teacher", "interest": "interest_education_teacher"}
LINE_OF = {
    **dict.fromkeys(TEACHING_ROLES, "teacher"),
    "head": "head",
    "deputy_head": "head",
    "teachers_assistant": "aide",
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
    said = posts_said(roster, places, classes)
    if said.is_empty():
        return []
    usual = places.frame().select("place", "usual_stage").unique("place")
    known = _known(said, roster, first_day)
    fresh = said.join(known, on=["person", "place", "line"], how="anti", maintain_order="left")
    if not fresh.is_empty():
        findings.note(
            file_of_posts(roster),
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
    rows = pl.concat([_rows(fresh), _rows(known), _rows(_lost(roster, places))])
    origins = people.ORIGINS | _origins(roster)
    return people.told_apart(
        "staff", file_of_posts(roster), people.with_people(roster, rows, described), origins=origins
    )


def _origins(roster: Roster) -> dict[str, Origin]:
    file = file_of_posts(roster)
    old = roster.manifest.version == "1.1"
    return {
        "person_id": Origin(file, "sourcedId" if old else "userSourcedId"),
        "institution": Origin(file, "orgSourcedIds" if old else "orgSourcedId"),
        "role": Origin(file, "role"),
        "stage": Origin(file, "role"),
        "load": Origin(file, "role"),
        "from": Origin(file, "role" if old else "beginDate"),
        "to": Origin(file, "role" if old else "endDate"),
    }


def _stages(roster: Roster, classes: Classes) -> pl.DataFrame:
    """person, place and the stage that they teach there; "" for several."""
    return (
        taught(roster, classes)
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


def _known(said: pl.DataFrame, roster: Roster, first_day: date) -> pl.DataFrame:
    """The stored posts that the set's rows are, with what they are stored under.

    Where none is open, the last one that has ended this school year is meant: it goes on.
    """
    stored = roster.stored.employments.with_columns(
        line=pl.col("role").replace_strict(LINE_OF, default="other", return_dtype=pl.String)
    )
    keys = ["person", "place", "line"]
    last = pl.col("to_on").max().over(keys)
    is_open = pl.col("to_on").is_null()
    goes_on = ~is_open.any().over(keys) & (pl.col("to_on") == last) & (last >= first_day)
    return (
        said.select("row", *keys, "ends")
        .join(stored.filter(is_open | goes_on), on=keys, maintain_order="left")
        .with_columns(begins="from_on", load=pl.col("load").cast(pl.String))
    )


def _lost(roster: Roster, places: Places) -> pl.DataFrame:
    return left_places(roster, places).with_columns(
        begins="from_on", ends=pl.lit(roster.on), load=pl.col("load").cast(pl.String)
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


def departures(roster: Roster, places: Places) -> list[Ending]:
    """Who has left altogether: no longer in a whole file, or taken away by a delta."""
    if _is_whole(roster):
        gone = _gone(roster, places).filter(pl.col("is_covered").all().over("person"))
        gone = gone.select("row", identifier="person").unique("identifier", maintain_order=True)
    else:
        gone = pl.concat([_deleted_users(roster), _deleted_roles(roster)]).unique(
            "identifier", keep="first", maintain_order=True
        )
    if gone.is_empty():
        return []
    return [Ending("staff", file_of_posts(roster), roster.on, identifiers=gone)]


def left_places(roster: Roster, places: Places) -> pl.DataFrame:
    """Open posts that end while their holder keeps another, here or with somebody else.

    What the set says nothing about, institutions that the sender does not cover, is left alone.
    """
    if not _is_whole(roster):
        return _open_posts(roster, places).clear()
    said = roles_said(roster, places)
    lost = (
        _open_posts(roster, places)
        .drop("row")
        .join(said.group_by("person").agg(pl.col("row").min()), on="person")
        .join(said, on=["person", "place"], how="anti")
    )
    gone = _gone(roster, places).filter(~pl.col("is_covered").all().over("person"))
    return pl.concat([lost.select(gone.columns), gone]).filter("is_covered")


def _is_whole(roster: Roster) -> bool:
    return roster.manifest.is_bulk("users", file_of_posts(roster).removesuffix(".csv"))


def _open_posts(roster: Roster, places: Places) -> pl.DataFrame:
    """Posts of the sender's people that last, and whether the sender covers the place."""
    return roster.stored.employments.filter(is_open("to_on", roster.on)).with_columns(
        is_covered=pl.col("place").is_in(places.frame()["place"].unique().implode()),
        row=pl.lit(None, pl.Int64),
    )


def _gone(roster: Roster, places: Places) -> pl.DataFrame:
    """Open posts of people who have no role in the set any more, nor teach a class."""
    teaching = roster.active("enrollments").filter(pl.col("role") != "student")["userSourcedId"]
    present = pl.concat([roles_said(roster, places)["person"], teaching.rename("person")])
    return _open_posts(roster, places).filter(~pl.col("person").is_in(present.unique().implode()))


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
    """Who has a post that can end: a learner or a guardian who goes has none."""
    holders = roster.stored.employments.filter(is_open("to_on", roster.on))["person"]
    gone = frame.filter(pl.col(identifier).is_in(holders.implode()))
    return gone.select(identifier=identifier, row="row", on=deleted_on(roster))
