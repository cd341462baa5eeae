"""Who works where, as the set says: by roles, by users, or by the classes that they teach."""

import polars as pl

from gaisma.evidence.interop.oneroster.checks.fields import day
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
POSTS = {
    "row": pl.Int64,
    "person": pl.String,
    "place": pl.String,
    "line": pl.String,
    "begins": pl.Date,
    "ends": pl.Date,
}


def file(roster: Roster) -> str:
    """The file that says roles."""
    return "users.csv" if roster.manifest.version == "1.1" else "roles.csv"


def posts(roster: Roster, places: Places, classes: Classes) -> pl.DataFrame:
    """Who works where in which line: by users or roles, else by the classes that they teach."""
    said = roles(roster, places).with_columns(
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


def roles(roster: Roster, places: Places) -> pl.DataFrame:
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
