"""The tables that can be taken in, as rooms declare them."""

from functools import cache

from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.evidence.interop.columns import Column
from gaisma.evidence.interop.kinds import table_kinds

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
    """By kind, in the order in which kinds are planned: what rooms declare."""
    return {kind.key: kind.columns for kind in table_kinds() if kind.columns}
