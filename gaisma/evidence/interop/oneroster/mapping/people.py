"""What the set says about people: names, birth dates, personal codes, the guardians of learners."""

from collections.abc import Iterable, Mapping

import polars as pl

from gaisma.evidence.interop.intake import Origin, Table
from gaisma.evidence.interop.oneroster.reading.fields import day
from gaisma.evidence.interop.oneroster.roster import Roster

TOLD = ("given_name", "family_name", "born_on", "personal_code")
ORIGINS = {
    "person_id": Origin("users.csv", "sourcedId", "user_row"),
    "given_name": Origin("users.csv", "givenName", "user_row"),
    "family_name": Origin("users.csv", "familyName", "user_row"),
    "personal_code": Origin("users.csv", "userIds", "user_row"),
    "born_on": Origin("demographics.csv", "birthDate", "birth_row"),
}


def described(roster: Roster) -> pl.DataFrame:
    """person (sourcedId) and what is told: null where the set says nothing."""
    users = roster.active("users").select(
        user_row="row",
        person="sourcedId",
        given_name="givenName",
        family_name="familyName",
        personal_code=personal_code(pl.col("userIds"), roster.personal_code_type),
    )
    births = (
        roster.active("demographics")
        .filter(pl.col("birthDate").is_not_null())
        .select(
            birth_row="row",
            person="sourcedId",
            born_on=day(pl.col("birthDate")).dt.to_string("%Y-%m-%d"),
        )
    )
    return users.join(births, on="person", how="full", coalesce=True)


def personal_code(user_ids: pl.Expr, kind: str) -> pl.Expr:
    """The identifier of that type out of {type:identifier},{type:identifier}."""
    if not kind:
        return pl.lit(None, pl.String)
    pairs = user_ids.str.extract_all(r"\{[^{}:]+:[^{}]*\}")
    wanted = pairs.list.eval(pl.element().filter(pl.element().str.starts_with("{" + kind + ":")))
    code = wanted.list.first().str.strip_prefix("{" + kind + ":").str.strip_suffix("}")
    return pl.when(code.str.len_chars() > 0).then(code)


def with_people(roster: Roster, frame: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The rows with what the set says about each row's `person`; names at least as stored."""
    frame = frame.join(people, on="person", how="left", maintain_order="left")
    return named(roster, frame).rename({"person": "person_id"})


def named(roster: Roster, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with stored names where the set, a delta perhaps, does not repeat them."""
    stored = roster.stored.people.select(
        person="sourcedId", stored_given="given_name", stored_family="family_name"
    ).unique("person")
    return (
        frame.join(stored, on="person", how="left", maintain_order="left")
        .with_columns(
            given_name=pl.coalesce("given_name", "stored_given"),
            family_name=pl.coalesce("family_name", "stored_family"),
        )
        .drop("stored_given", "stored_family")
    )


def told_apart(
    kind: str,
    file: str,
    frame: pl.DataFrame,
    columns: Iterable[str] = TOLD,
    origins: Mapping[str, Origin] = ORIGINS,
) -> list[Table]:
    """A table for each set of columns that rows say something in: an empty cell would clear."""
    groups = [pl.col(name).is_null() for name in columns]
    parts = frame.with_columns(silence=pl.concat_list(groups)).partition_by(
        "silence", include_key=False, maintain_order=True
    )
    return [
        Table(kind, file, part.select(_speaking(part, set(columns))), origins)
        for part in parts
        if part.height
    ]


def _speaking(part: pl.DataFrame, columns: set[str]) -> list[str]:
    return [
        name
        for name in part.columns
        if name not in columns or part[name].null_count() < part.height
    ]


def placeless(
    roster: Roster, people: pl.DataFrame, placed: pl.Series, guardians: pl.Series
) -> list[Table]:
    """Rows for learners without a place, for guardians, and for whom the record knows already."""
    roles = roles_of(roster)
    wanted = pl.concat(
        [
            roles.filter(pl.col("role") == "student")["person"],
            guardians.rename("person"),
            roster.stored.people["sourcedId"].rename("person"),
        ]
    )
    frame = people.filter(
        pl.col("person").is_in(wanted.unique().implode()),
        ~pl.col("person").is_in(placed.unique().implode()),
    ).with_columns(row=pl.coalesce("user_row", "birth_row"))
    frame = named(roster, frame).rename({"person": "person_id"})
    return told_apart("people", "users.csv", frame)


def roles_of(roster: Roster) -> pl.DataFrame:
    """person and role, as many rows as the person has roles."""
    if roster.manifest.version == "1.1":
        return roster.active("users").select("role", person="sourcedId")
    return roster.active("roles").select("role", person="userSourcedId")


USERS = "users.csv"
GUARDIANS = ("guardian", "parent", "relative")
ORIGINS_OF_GUARDIANS = {
    "person_id": Origin(USERS, "sourcedId"),
    "guardian": Origin(USERS, "agentSourcedIds"),
    "relation": Origin(USERS, "agentSourcedIds"),
}


def guardian_tables(roster: Roster) -> list[Table]:
    """Rows of guardians; the relation is the guardian's role.

    The list of agents may stand in the learner's row, in the guardian's, or in both.
    """
    pairs = _pairs(roster)
    if pairs.is_empty():
        return []
    roles = roles_of(roster)
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
    return [Table("guardians", USERS, frame, ORIGINS_OF_GUARDIANS)] if frame.height else []


def _pairs(roster: Roster) -> pl.DataFrame:
    return (
        roster.active("users")
        .filter(pl.col("agentSourcedIds").is_not_null())
        .select("row", user="sourcedId", agent=pl.col("agentSourcedIds").str.split(","))
        .explode("agent")
        .with_columns(pl.col("agent").str.strip_chars())
    )
