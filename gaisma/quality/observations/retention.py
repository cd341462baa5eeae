"""How long it is known who was observed; what was seen stays for comparisons over years."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind
from gaisma.quality.observations import personal
from gaisma.quality.observations.models import Observation, Sheet
from gaisma.record.people.retention import featureless, give

KNOWN = ~Q(teacher__given_name="", teacher__family_name="")


def _old(before: date) -> QuerySet[Any]:
    of_then = Q(held_on__lt=before) | Q(held_on__isnull=True, planned_on__lt=before)
    return Observation.objects.filter(of_then & KNOWN)


def _become_nameless(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    observations = Observation.objects.filter(pk__in=ids)
    sheets = Sheet.objects.filter(observation__in=ids)
    personal.forget_observations(observations)
    personal.forget_sheets(sheets)
    for column, found in (("teacher_id", observations), ("observer_id", sheets)):
        for owner in set(found.values_list(column, flat=True)):
            # One for each, so that as many teachers were observed as before.
            nobody = featureless(at=at)
            give(found.filter(**{column: owner}), nobody, at=at, owner=column)
    return len(ids)


RETENTION = [
    RetentionKind(
        "observation",
        title=gettext_noop("Lessons observed; afterwards without teacher, observers and words"),
        years=5,
        source="archives law: documents of quality monitoring",
        over=_old,
        remove=_become_nameless,
        touches=("people", "observations"),
    ),
]
