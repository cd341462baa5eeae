"""Agents of users as guardians of learners.

The list of agents may stand in the learner's row, in the guardian's, or in both.
"""

import polars as pl

from gaisma.evidence.interop.intake import Origin, Table
from gaisma.evidence.interop.oneroster.mapping import people
from gaisma.evidence.interop.oneroster.roster import Roster

FILE = "users.csv"
GUARDIANS = ("guardian", "parent", "relative")
ORIGINS = {
    "person_id": Origin(FILE, "sourcedId"),
    "guardian": Origin(FILE, "agentSourcedIds"),
    "relation": Origin(FILE, "agentSourcedIds"),
}


def tables(roster: Roster) -> list[Table]:
    """Rows of guardians; the relation is the guardian's role."""
    pairs = _pairs(roster)
    if pairs.is_empty():
        return []
    roles = people.roles_of(roster)
    relations = roles.filter(pl.col("role").is_in(GUARDIANS)).unique("person", keep="first")
    students = roles.filter(pl.col("role") == "student")
    frame = pl.concat(
        [
            pairs.select("row", person_id="user", guardian="agent"),
            pairs.select("row", person_id="agent", guardian="user"),
        ]
    )
    frame = (
        frame.join(students, left_on="person_id", right_on="person", how="semi")
        .join(relations.select(relation="role", guardian="person"), on="guardian")
        .unique(["person_id", "guardian"], keep="first", maintain_order=True)
        .sort("row", maintain_order=True)
    )
    return [Table("guardians", FILE, frame, ORIGINS)] if frame.height else []


def _pairs(roster: Roster) -> pl.DataFrame:
    return (
        roster.active("users")
        .filter(pl.col("agentSourcedIds").is_not_null())
        .select("row", user="sourcedId", agent=pl.col("agentSourcedIds").str.split(","))
        .explode("agent")
        .with_columns(pl.col("agent").str.strip_chars())
    )
