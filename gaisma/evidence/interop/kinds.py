"""Kinds of table: what a room says about each table that it takes in and gives out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl
from django.db.models import Model
from django.utils.translation import gettext as _

from gaisma.base.errors import GaismaError
from gaisma.base.permissions import REVIEWERS
from gaisma.base.registry import Registry, gathered
from gaisma.evidence.interop.columns import Column

if TYPE_CHECKING:
    from gaisma.evidence.interop.planning import Draft


@dataclass(frozen=True)
class Identifiers:
    """The table of what other systems call the rows of a table: owner, scheme, value."""

    model: type[Model]
    owner: str
    """The column that refers to the row, `organisation_id`."""


@dataclass(frozen=True)
class Ends:
    """How rows of a kind come to an end."""

    model: type[Model]
    to: str
    """The column of the last day."""
    since: str
    """The column of the first day."""
    institutions: Callable[["Draft", pl.DataFrame], pl.DataFrame]
    """Adds `institution_id` to rows of the model."""
    known: Callable[["Draft"], pl.DataFrame]
    """The ids that the delivery's source knows: `id` and its `identifier`."""


@dataclass(frozen=True)
class Kept:
    """What the record keeps of a sender's rows: columns by their paths from the rows of `model`.

    `scheme` is the path to what says whose rows they are.
    """

    model: type[Model]
    columns: Mapping[str, str]
    scheme: str = "scheme"


@dataclass(frozen=True)
class TableKind:
    """One kind: the model that its rows become, how they are planned and exported, which tables of
    the record change.

    `plan` gets the good rows as values and gives them back with `id` and `outcome` (created,
    changed or unchanged). `export` gives the stored rows in the columns of the contract.
    `kept` is what a sender finds again of what it has sent; `catalogue` is what its rows learn, by
    code and title, to which a sender adds.
    `touches` maps a model's label to the table that the lake's change counters name. `columns` are
    the contract's, in their order; a kind without them is no spreadsheet's. `readers` are the roles
    whose holders take the rows of their institutions out.
    """

    key: str
    order: int
    plan: Callable[["Draft", pl.DataFrame], pl.DataFrame]
    export: Callable[[str], pl.DataFrame]
    touches: Mapping[str, str] = field(default_factory=dict)
    identifiers: Identifiers | None = None
    ends: Ends | None = None
    model: type[Model] = field(kw_only=True)
    kept: Kept | None = field(default=None, kw_only=True)
    catalogue: type[Model] | None = field(default=None, kw_only=True)
    columns: tuple[Column, ...] = field(default=(), kw_only=True)
    readers: tuple[str, ...] = field(default=REVIEWERS, kw_only=True)


def table_kinds() -> Registry[Any]:
    """All kinds, in the order in which they are planned."""
    return gathered("TABLE_KINDS")


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


def known_kinds() -> tuple[str, ...]:
    """The kinds of table, in the order of the contract."""
    return tuple(_contract())


def given_kinds() -> tuple[str, ...]:
    """Those of which the record holds what is stored; mass facts are in the lake alone."""
    return tuple(kind for kind in known_kinds() if kind in table_kinds())


def demand(kind: str, *, among: tuple[str, ...] = ()) -> None:
    """Raises GaismaError with the known kinds where there is no such table."""
    known = among or known_kinds()
    if kind not in known:
        message = _("There is no table “%(kind)s”. Known are: %(known)s.")
        raise GaismaError(
            message % {"kind": kind, "known": ", ".join(known)}, code="unknown_table", choices=known
        )


@cache
def _contract() -> dict[str, tuple[Column, ...]]:
    """By kind, in the order in which kinds are planned: what rooms declare, mass facts last."""
    declared = (*table_kinds(), *gathered("MASS_KINDS"))
    return {kind.key: kind.columns for kind in declared if kind.columns}
