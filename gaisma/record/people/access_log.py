"""Who looked at a person's records or changed them: read from the audit by what acts were about."""

from collections.abc import Iterator
from typing import Any

from django.db.models import BooleanField, Expression, Func, Q, QuerySet, Subquery
from django.utils.translation import gettext

from gaisma.base import audit
from gaisma.base.models import AuditRecord
from gaisma.base.registry import gathered
from gaisma.record.people.models import Person


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
    acts = AuditRecord.objects.filter(about).exclude(action__in=audit.sealed())
    acts = acts.select_related("by", "organisation")
    return acts.order_by("-at", "-pk")


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
