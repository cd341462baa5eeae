"""What is held about a person, in words: the answer to "what do you hold about me"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import LANGUAGES, LEAVING_REASONS, ROLES, STAGES
from gaisma.base import audit, personal_codes, roles, wording
from gaisma.base.models import RoleGrant
from gaisma.base.registry import gathered
from gaisma.record.people import access_log
from gaisma.record.people.models import Person, Tie
from gaisma.record.people.privacy import PersonalTable, open_tables

CODED = {"role": ROLES, "stage": STAGES, "leaving_reason": LEAVING_REASONS, "language": LANGUAGES}
"""Columns that hold codes; the person reads their titles."""


@dataclass(frozen=True)
class Holding:
    """One thing that is held: in which entry of which table, what, why, for how many years."""

    table: str
    entry: int
    title: str
    value: str
    purpose: str
    years: int


@dataclass(frozen=True)
class Look:
    """One act on the person's records: when, what, by whom, where."""

    at: str
    action: str
    by: str
    organisation: str


def of(person: Person, *, periods: dict[str, int]) -> Iterator[Holding]:
    """Everything that is held about the person, but for technical columns."""
    kinds = gathered("RETENTION")
    for table in open_tables():
        years = int(periods.get(table.kept, kinds[table.kept].years))
        shown = _shown(table)
        rows = table.rows_of(person.pk).select_related(*_led_to(table.model, shown))
        for entry, row in enumerate(rows, start=1):
            for column, title in shown.items():
                value = _value(row, column)
                if value:
                    purpose = _(table.purpose.value)
                    yield Holding(_(table.title), entry, _(title), value, purpose, years)
    for kind in gathered("LAKE_HOLDINGS"):
        years = int(periods.get(kind.kept, kinds[kind.kept].years))
        for entry, (title, value) in enumerate(kind.of(person), start=1):
            yield Holding(_(kind.title), entry, title, value, _(kind.purpose.value), years)


def looks_at(person: Person) -> Iterator[Look]:
    """Who looked at or changed the person's records, the latest first."""
    for act in access_log.acts_on(person).iterator():
        yield Look(
            at=wording.moment(act.at),
            action=audit.title(act.action),
            by=str(act.by or ""),
            organisation=str(act.organisation or ""),
        )


def _shown(table: PersonalTable) -> dict[str, str]:
    return {path: title for path, title in {**table.columns, **table.shown}.items() if title}


def _led_to(model: type[Model], paths: Iterable[str]) -> list[str]:
    """The rows that are spoken of beside the row itself, and those that they are named by."""
    relations = {field.name for field in model._meta.concrete_fields if field.is_relation}
    paths = [_attribute(path) for path in paths]
    return [path for path in paths if path.split("__")[0] in relations]


def _value(row: Model, path: str) -> str:
    if path == "personal_code_encrypted":
        sealed = getattr(row, path)
        return personal_codes.decrypted(sealed) if sealed else ""
    if path in CODED:
        code = getattr(row, path)
        return CODED[path].title(code, get_language() or "en") if code else ""
    if isinstance(row, Tie) and path == "state":
        return str(row.get_state_display())
    value: Any = row
    for step in _attribute(path).split("__"):
        value = getattr(value, step) if value is not None else None
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, RoleGrant):
        return f"{roles.title(value.role)} · {value.organisation}"
    if isinstance(value, datetime):
        return wording.moment(value)
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, Decimal):
        return wording.number(value)
    return str(value)


def _attribute(path: str) -> str:
    # `register_id` is a number of its own, `institution_id` leads to the institution.
    return path if path == "register_id" else path.removesuffix("_id")
