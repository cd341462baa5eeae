"""One person who stands in the record twice: what of the second goes over to the first.

What stands in the way is told by the rooms: each lists under MERGE_OBSTACLES what it checks.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet, UniqueConstraint
from django.utils.translation import gettext as _

from gaisma.base.registry import gathered
from gaisma.record.people.models import Account, Person
from gaisma.record.people.privacy import PersonalTable

Said = Callable[[Person, Person], Iterable[str]]


@dataclass(frozen=True)
class Obstacle:
    """Sentences that say why two persons cannot become one; none when they can."""

    key: str
    of: Said


@dataclass(frozen=True)
class Moving:
    """So many rows of a table go over."""

    title: str
    rows: int


@dataclass(frozen=True)
class Preview:
    """What merging would do."""

    kept: Person
    other: Person
    moving: tuple[Moving, ...]
    obstacles: tuple[str, ...]


def preview(kept: Person, other: Person) -> Preview:
    """What of the other goes over, and what stands in the way."""
    told = (table for table in _tables() if not table.is_sealed)
    moving = (Moving(_(table.title), table.rows_of(other.pk).count()) for table in told)
    return Preview(kept, other, tuple(line for line in moving if line.rows), obstacles(kept, other))


def obstacles(kept: Person, other: Person) -> tuple[str, ...]:
    """All sentences that the rooms have against it."""
    if kept.pk == other.pk:
        return (_("This is one and the same person: choose the other one."),)
    return tuple(said for rule in gathered("MERGE_OBSTACLES") for said in rule.of(kept, other))


def columns(table: PersonalTable) -> Iterator[str]:
    """The columns by which rows are the person's; paths follow the row that they lead through."""
    return (owner for owner in table.owners if "__" not in owner and owner != "id")


def _tables() -> Iterator[PersonalTable]:
    return (table for table in gathered("PERSONAL_DATA") if any(columns(table)))


def ways() -> Iterator[tuple[type[Model], str]]:
    """Each table and column that leads to persons."""
    for table in _tables():
        for column in columns(table):
            yield table.model, column


def doubles(model: type[Model], column: str, *, kept: Person, other: Person) -> list[int]:
    """The other's rows that say what a row of the kept person says: the database holds one."""
    rows = model._default_manager
    found: list[int] = []
    for constraint in model._meta.constraints:
        named = getattr(constraint, "fields", ())
        if isinstance(constraint, UniqueConstraint) and column.removesuffix("_id") in named:
            rest = [name for name in named if name != column.removesuffix("_id")]
            known = set(rows.filter(**{column: kept.pk}).values_list(*rest))
            theirs = rows.filter(**{column: other.pk}).values_list("pk", *rest)
            found += [pk for pk, *values in theirs if tuple(values) in known]
    return found


def raised(rows: QuerySet[Any]) -> dict[str, Any]:
    """What tells everybody who looked at the rows before that they changed."""
    has_revision = any(field.name == "revision" for field in rows.model._meta.concrete_fields)
    return {"revision": F("revision") + 1} if has_revision else {}


def _codes(kept: Person, other: Person) -> Iterator[str]:
    if kept.personal_code_hash and other.personal_code_hash:
        yield _("Both have a personal code, and the codes differ: these are two people.")


def _accounts(kept: Person, other: Person) -> Iterator[str]:
    if Account.objects.filter(person__in=(kept, other)).count() > 1:
        yield _("Both have an account to sign in with: close one of them first.")


OBSTACLES = [
    Obstacle("people.codes", _codes),
    Obstacle("people.accounts", _accounts),
]
