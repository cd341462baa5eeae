"""A checked set in our words: tables by kind, and what has ended."""

from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _

from gaisma.evidence.interop.findings import Decision, Findings
from gaisma.evidence.interop.intake import Ending, Table
from gaisma.evidence.interop.oneroster.mapping import (
    classes,
    learners,
    people,
    places,
    staff,
    years,
)
from gaisma.evidence.interop.oneroster.roster import Roster


@dataclass(frozen=True)
class Translation:
    """What a set brings to the record; its classes, sessions and terms for what is beside it."""

    tables: tuple[Table, ...]
    endings: tuple[Ending, ...]
    classes: pl.DataFrame
    sessions: pl.DataFrame
    terms: pl.DataFrame


def translated(roster: Roster, findings: Findings) -> Translation:
    """The set as tables by kind; what cannot be said for certain is a problem or a question."""
    sessions = years.sessions(roster, findings)
    found = places.found(roster, findings)
    taught = classes.translated(roster, found, sessions, findings)
    learners.ask_of_crossings(roster, taught.learning, found, findings)
    described = people.described(roster)
    first_day = years.first_day(sessions, roster.on)
    learner_tables, left = learners.translated(
        roster, taught.learning, described, first_day, findings
    )
    staff_tables = staff.tables(roster, found, taught, described, first_day, findings)
    guardian_tables = people.guardian_tables(roster)
    placed = [table.frame["person_id"] for table in (*learner_tables, *staff_tables)]
    responsible = [table.frame["guardian"] for table in guardian_tables]
    alone = people.placeless(roster, described, _together(placed), _together(responsible))
    return Translation(
        (
            *found.tables,
            *taught.tables,
            *alone,
            *learner_tables,
            *guardian_tables,
            *staff_tables,
        ),
        (
            *left,
            *staff.departures(roster, found),
            *_closings(roster, findings),
        ),
        taught.all.select("class", "place"),
        sessions,
        years.terms(sessions),
    )


def _together(columns: list[pl.Series]) -> pl.Series:
    return pl.concat([pl.Series(dtype=pl.String), *columns])


def _closings(roster: Roster, findings: Findings) -> list[Ending]:
    """Institutions that a set no longer has: closed only when a person says so."""
    file = "orgs.csv"
    gone = _gone_places(roster)
    for code in gone["code"]:
        findings.decisions.append(
            Decision(
                "institution_missing",
                file,
                None,
                _("%(code)s is no longer in the set. Is the institution closed?") % {"code": code},
                (
                    _("Yes, since %(day)s: close it.") % {"day": roster.on.isoformat()},
                    _("No: take nothing."),
                ),
            )
        )
    if gone.is_empty():
        return []
    identifiers = gone.select(identifier="sourcedId", row=pl.lit(None, pl.Int64))
    return [Ending("institutions", file, roster.on, identifiers=identifiers)]


def _gone_places(roster: Roster) -> pl.DataFrame:
    stored = roster.stored.places.filter(
        pl.col("kind") != "authority", pl.col("closed_on").is_null()
    )
    if roster.manifest.is_bulk("orgs"):
        present = roster.active("orgs")["sourcedId"]
        return stored.filter(~pl.col("sourcedId").is_in(present.implode()))
    deleted = roster.deleted("orgs")["sourcedId"]
    return stored.filter(pl.col("sourcedId").is_in(deleted.implode()))
