"""How long what is kept: periods by kind, as settings of the installation.

The defaults are usual in the field; the law of the country and the authority's own list of files
go first and are set with `gaisma init --retention KIND=YEARS`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_noop

from gaisma.base import audited as base_audited
from gaisma.base.models import AuditRecord
from gaisma.base.registry import gathered
from gaisma.base.retention import RetentionKind, beginning, remove_rows
from gaisma.evidence.interop.imports import forget, forget_content
from gaisma.evidence.lake.actions import touch
from gaisma.record.people import personal
from gaisma.record.people.models import Employment, Person


def boundary(kind: RetentionKind, *, periods: Mapping[str, int], as_of: date) -> date:
    """Whatever of the kind ended before this day is over its term."""
    years = int(periods.get(kind.key, kind.years))
    try:
        return as_of.replace(year=as_of.year - years)
    except ValueError:
        return as_of.replace(year=as_of.year - years, day=28)


def over_term(*, periods: Mapping[str, int], as_of: date) -> dict[str, int]:
    """How many rows of each kind are over their term."""
    return {
        kind.key: kind.over(boundary(kind, periods=periods, as_of=as_of)).count()
        for kind in gathered("RETENTION")
    }


def detach(rows: QuerySet[Any], *, at: datetime) -> int:
    """Give the rows to featureless persons, one for each whose they were; their number."""
    owners = set(rows.values_list("person_id", flat=True))
    ids = list(rows.values_list("pk", flat=True))
    for owner in owners:
        nobody = featureless(at=at)
        give(rows.model._default_manager.filter(pk__in=ids, person_id=owner), nobody, at=at)
    forget_content(rows.model, ids)
    return len(ids)


def featureless(*, at: datetime) -> Person:
    """A new person of whom nothing is known, with a pseudonym that nothing else has."""
    return Person.objects.create(given_name="", family_name="", changed_at=at)


def give(rows: QuerySet[Any], person: Person, *, at: datetime, owner: str = "person_id") -> int:
    """Give the rows to another person; no import that knew them can be undone any more."""
    changed = {owner: person.pk, "revision": F("revision") + 1, "changed_at": at}
    return rows.update(**changed)


def of_known(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the rows whose person is known."""
    return rows.exclude(person__given_name="", person__family_name="")


def _old_employments(before: date) -> QuerySet[Any]:
    return of_known(Employment.objects.filter(to_on__lt=before))


def _idle_persons(before: date) -> QuerySet[Any]:
    idle = Person.objects.filter(changed_at__lt=beginning(before))
    for table in gathered("PERSONAL_DATA"):
        for column in table.reasons:
            idle = idle.exclude(pk__in=table.model._default_manager.values(column))
    return idle


def _remove_persons(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    forget(person_ids=ids)
    Person.objects.filter(pk__in=ids).delete()
    if ids:
        touch(*personal.touched())
    return len(ids)


def _old_acts(before: date) -> QuerySet[Any]:
    # Which keys are in force is told by the acts that changed them.
    old = AuditRecord.objects.filter(at__lt=beginning(before))
    return old.exclude(action=base_audited.ROTATE_KEYS.key)


RETENTION = [
    RetentionKind(
        "employment",
        title=gettext_noop("Posts that have ended; afterwards without the person"),
        years=10,
        source="labour and archives law: files of the staff",
        over=_old_employments,
        remove=detach,
        touches=("people", "employments"),
    ),
    RetentionKind(
        "person",
        title=gettext_noop("People who neither learn, work nor wait any more"),
        years=1,
        source="data protection law: no longer than the purpose needs",
        over=_idle_persons,
        remove=_remove_persons,
    ),
    RetentionKind(
        "audit",
        title=gettext_noop("Who did what"),
        years=3,
        source="data protection and information security law: proof of processing",
        over=_old_acts,
        remove=remove_rows,
    ),
]
