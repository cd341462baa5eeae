"""Who looked at a person's records or changed them: read from the audit by what acts were about.

Rooms say under ACTS in their registrations what their acts are called.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Expression, Func, Q, QuerySet, Subquery
from django.utils.translation import gettext, gettext_noop

from gaisma.base import audit
from gaisma.base.models import AuditRecord
from gaisma.base.registry import gathered
from gaisma.record.people.models import Person


@dataclass(frozen=True)
class ActTitle:
    """What an act is called, by its key in the audit; whether it only read."""

    key: str
    title: str
    is_read: bool = False


class NamesAny(Func):
    """Whether a list of numbers in JSON holds one of those that a query finds."""

    output_field = BooleanField()
    elements = {
        "sqlite": "EXISTS(SELECT 1 FROM json_each({}) AS one WHERE one.value IN {})",
        "postgresql": "EXISTS(SELECT 1 FROM jsonb_array_elements({}) AS one "
        "WHERE one.value::bigint IN {})",
    }

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        sides: list[Expression] = self.get_source_expressions()
        numbers, numbers_given = compiler.compile(sides[0])
        rows, rows_given = compiler.compile(sides[1])
        sql = self.elements[connection.vendor].format(numbers, rows)
        return sql, (*numbers_given, *rows_given)


def acts_on(person: Person) -> QuerySet[AuditRecord]:
    """The acts about the person or a row of theirs, the latest first."""
    about = Q(pk__in=())
    for table in gathered("PERSONAL_DATA"):
        rows = table.rows_of(person.pk).order_by().values("pk")
        about |= Q(NamesAny("subject_ids", Subquery(rows)), subject=table.key)
    acts = AuditRecord.objects.filter(about).select_related("by", "organisation")
    return acts.order_by("-at", "-pk")


def title(action: str) -> str:
    """What the act is called in the reader's language; an act of no room is its own key."""
    acts = gathered("ACTS")
    return gettext(acts[action].title) if action in acts else audit.title(action)


def reads() -> tuple[str, ...]:
    """The acts that change nothing."""
    return (*(act.key for act in gathered("ACTS") if act.is_read), *audit.reads())


def changed(act: AuditRecord) -> str:
    """Which fields an act wrote, by their titles: the audit never holds values."""
    tables = gathered("PERSONAL_DATA")
    if act.subject not in tables:
        return ""
    return ", ".join(_titles(tables[act.subject].columns, act.details.get("fields", ())))


def _titles(columns: Any, names: Any) -> Iterator[str]:
    for name in names:
        told = columns.get(name) or columns.get(f"{name}_id")
        if told:
            yield gettext(told)


ACTS = [
    ActTitle("account.link", gettext_noop("Said whose an account is")),
    ActTitle("people.read", gettext_noop("Opened the page"), is_read=True),
    ActTitle("person.show_code", gettext_noop("Looked at the personal code"), is_read=True),
    ActTitle("person.find", gettext_noop("Looked the person up by a number"), is_read=True),
    ActTitle("person.export", gettext_noop("Took the answer about the data held"), is_read=True),
    ActTitle("person.create", gettext_noop("Recorded the person")),
    ActTitle("person.change", gettext_noop("Changed the person's data")),
    ActTitle("person.merge", gettext_noop("Made two records of the person one")),
    ActTitle("person.code_refused", gettext_noop("Wrote a personal code that was refused")),
    ActTitle("tie.asked", gettext_noop("Joined the person, who is held elsewhere")),
    ActTitle("tie.confirmed", gettext_noop("Confirmed that an institution joined the person")),
    ActTitle("tie.refused", gettext_noop("Refused that an institution joined the person")),
    ActTitle("contact.add", gettext_noop("Added a contact")),
    ActTitle("contact.change", gettext_noop("Changed a contact")),
    ActTitle("contact.remove", gettext_noop("Removed a contact")),
    ActTitle("guardian.add", gettext_noop("Recorded who is responsible")),
    ActTitle("guardian.change", gettext_noop("Changed who is responsible")),
    ActTitle("guardian.remove", gettext_noop("Removed who is responsible")),
    ActTitle("identifier.add", gettext_noop("Added a number of another system")),
    ActTitle("identifier.remove", gettext_noop("Removed a number of another system")),
    ActTitle("employment.begin", gettext_noop("Gave a post")),
    ActTitle("employment.change", gettext_noop("Changed the terms of a post")),
    ActTitle("employment.end", gettext_noop("Ended a post")),
    ActTitle("qualification.add", gettext_noop("Recorded a qualification")),
    ActTitle("qualification.change", gettext_noop("Changed a qualification")),
    ActTitle("qualification.remove", gettext_noop("Removed a qualification")),
    ActTitle("development.add", gettext_noop("Recorded professional development")),
    ActTitle("development.remove", gettext_noop("Removed professional development")),
]
