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
from gaisma.evidence.interop.intake import Origin, Table
from gaisma.evidence.interop.oneroster.mapping import departures, people, posts
from gaisma.evidence.interop.oneroster.mapping.classes import Classes
from gaisma.evidence.interop.oneroster.mapping.places import Places
from gaisma.evidence.interop.oneroster.roster import Roster

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
    said = posts.posts(roster, places, classes)
    if said.is_empty():
        return []
    usual = places.frame().select("place", "usual_stage").unique("place")
    known = _known(said, roster, first_day)
    fresh = said.join(known, on=["person", "place", "line"], how="anti", maintain_order="left")
    if not fresh.is_empty():
        findings.note(
            posts.file(roster),
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
    rows = pl.concat([_rows(fresh), _rows(known), _rows(_left(roster, places))])
    origins = people.ORIGINS | _origins(roster)
    return people.told_apart(
        "staff", posts.file(roster), people.with_people(roster, rows, described), origins=origins
    )


def _origins(roster: Roster) -> dict[str, Origin]:
    file = posts.file(roster)
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
        posts.taught(roster, classes)
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


def _left(roster: Roster, places: Places) -> pl.DataFrame:
    return departures.left_places(roster, places).with_columns(
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
