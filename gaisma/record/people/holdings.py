"""What is held about a person, in words: the answer to "what do you hold about me"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gaisma.analytics.vocabulary import LANGUAGES, LEAVING_REASONS, ROLES, STAGES
from gaisma.base import personal_codes, wording
from gaisma.base.registry import gathered
from gaisma.record.people import looks
from gaisma.record.people.models import Person
from gaisma.record.people.personal import PersonalTable

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
    for table in gathered("PERSONAL_DATA"):
        years = int(periods.get(table.kept, kinds[table.kept].years))
        for entry, row in enumerate(table.rows_of(person.pk), start=1):
            for column, title in _shown(table).items():
                value = _value(row, column)
                if value:
                    purpose = _(table.purpose.value)
                    yield Holding(_(table.title), entry, _(title), value, purpose, years)


def looks_at(person: Person) -> Iterator[Look]:
    """Who looked at or changed the person's records, the latest first."""
    for act in looks.acts_on(person).iterator():
        yield Look(
            at=timezone.localtime(act.at).strftime("%Y-%m-%d %H:%M"),
            action=looks.title(act.action),
            by=str(act.by or ""),
            organisation=str(act.organisation or ""),
        )


def _shown(table: PersonalTable) -> dict[str, str]:
    return {path: title for path, title in {**table.columns, **table.shown}.items() if title}


def _value(row: Model, path: str) -> str:
    if path == "personal_code_encrypted":
        sealed = getattr(row, path)
        return personal_codes.decrypted(sealed) if sealed else ""
    if path in CODED:
        code = getattr(row, path)
        return CODED[path].title(code, get_language() or "en") if code else ""
    value: Any = row
    for step in _attribute(path).split("__"):
        value = getattr(value, step) if value is not None else None
    return _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return wording.moment(value)
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _attribute(path: str) -> str:
    # `register_id` is a number of its own, `institution_id` leads to the institution.
    return path if path == "register_id" else path.removesuffix("_id")
