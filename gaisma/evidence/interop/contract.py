"""The tables that can be taken in, as import-columns.csv names them, or the room itself."""

import csv
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from gaisma.analytics import vocabulary
from gaisma.analytics.vocabulary import Vocabulary
from gaisma.base.errors import GaismaError
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.kinds import table_kinds

FILE = Path(__file__).with_name("import-columns.csv")

VOCABULARIES: dict[tuple[str, str], Vocabulary] = {
    ("institutions", "kind"): vocabulary.KINDS,
    ("institutions", "founder"): vocabulary.FOUNDERS,
    ("staff", "stage"): vocabulary.STAGES,
    ("vacancies", "source"): vocabulary.VACANCY_SOURCES,
    ("queue", "stage"): vocabulary.STAGES,
}

PEOPLE = (
    Column("person_id", "text", is_key=True, required=True),
    Column("given_name", "text", required=True),
    Column("family_name", "text", required=True),
    Column("personal_code", "personal_code"),
    Column("born_on", "date"),
    Column("language", "language"),
    Column("register_id", "text"),
)
"""People without a place: other systems send them, no spreadsheet does."""

GUARDIANS = (
    Column("person_id", "text", is_key=True, required=True),
    Column("guardian", "text", is_key=True, required=True),
    Column("relation", "text", required=True),
)
"""Who is responsible for whom, by the identifiers of the sender."""

BY_OTHER_SYSTEMS = {"people": PEOPLE, "guardians": GUARDIANS}

BESIDE = {
    "institutions": ("institution_identifier",),
    "programmes": ("institution_identifier", "programme_identifier", "register_id"),
    "groups": (
        "institution_identifier",
        "programme_identifier",
        "group_identifier",
        "register_id",
    ),
    "learners": (
        "institution_identifier",
        "group_identifier",
        "enrolment_identifier",
        "register_id",
    ),
    "staff": ("institution_identifier", "register_id"),
    "sites": ("institution_identifier",),
}
"""Text columns that other systems give beside the contract; `register_id` is the state's."""


@cache
def columns_of(kind: str) -> tuple[Column, ...]:
    """The columns of a kind, in the order of the contract. Raises KeyError for an unknown kind."""
    return BY_OTHER_SYSTEMS.get(kind) or _contract()[kind]


@cache
def all_columns_of(kind: str) -> tuple[Column, ...]:
    """The contract's columns and those that other systems may give beside them."""
    beside = tuple(Column(name) for name in BESIDE.get(kind, ()))
    language = (Column("language", "language"),) if kind in {"learners", "staff"} else ()
    return columns_of(kind) + beside + language


def kinds() -> tuple[str, ...]:
    """The kinds of table, in the order of the contract."""
    return tuple(_contract())


def demand(kind: str) -> None:
    """Raises GaismaError with the known kinds where there is no such table."""
    if kind not in kinds():
        message = _("There is no table “%(kind)s”. Known are: %(known)s.")
        raise GaismaError(
            message % {"kind": kind, "known": ", ".join(kinds())},
            code="unknown_table",
            choices=kinds(),
        )


@cache
def _contract() -> dict[str, tuple[Column, ...]]:
    """By kind, in the order in which kinds are planned: what rooms declare, and the file."""
    written = _written()
    declared = {kind.key: kind.columns for kind in table_kinds()}
    found = {key: columns or written.get(key, ()) for key, columns in declared.items()}
    return {key: columns for key, columns in found.items() if columns}


def _written() -> dict[str, tuple[Column, ...]]:
    tables: dict[str, list[Column]] = {}
    with FILE.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            tables.setdefault(line["kind"], []).append(_column(line))
    return {kind: tuple(columns) for kind, columns in tables.items()}


def _column(line: dict[str, str]) -> Column:
    return Column(
        name=line["column"],
        type=line["type"],
        is_key=line["key"] == "key",
        required=line["required"] == "yes",
        example=line["example"],
        note=line["note"],
        listed=VOCABULARIES.get((line["kind"], line["column"])),
    )
