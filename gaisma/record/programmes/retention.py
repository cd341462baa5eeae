"""How long enrolments and queue entries are kept.

Of a group whose school year is over its term the head count on 1 September stays, which is what
comparisons over years ask for: those enrolled on that day. What was after it, where the learners
lived, and that somebody was in two groups at once is not known any more.
"""

from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_noop

from gaisma.base import bulk
from gaisma.base.retention import RetentionKind
from gaisma.evidence.interop.imports import forget_content
from gaisma.record.people.retention import detach, of_known
from gaisma.record.programmes.models import Enrolment, Group, QueueEntry

YEAR_STARTS = F("school_year__starts_on")


def _old_enrolments(before: date) -> QuerySet[Any]:
    return Enrolment.objects.filter(group__school_year__ends_on__lt=before)


def _become_totals(rows: QuerySet[Any], *, at: datetime) -> int:
    groups = Group.objects.filter(pk__in=rows.values("group"))
    there = Q(enrolments__from_on__lte=YEAR_STARTS) & (
        Q(enrolments__to_on__isnull=True) | Q(enrolments__to_on__gte=YEAR_STARTS)
    )
    counted = groups.annotate(
        heads=Count("enrolments__person", distinct=True, filter=there),
        before=Coalesce("learners_total", 0),
    )
    totals = list(counted.values_list("pk", "heads", "before", "revision"))
    columns = {
        "id": [group for group, *_ in totals],
        "learners_total": [heads + before for _, heads, before, _ in totals],
        "revision": [revision + 1 for *_, revision in totals],
        "changed_at": pl.Series([at] * len(totals), dtype=pl.Datetime("us", "UTC")),
    }
    gone = list(rows.values_list("pk", flat=True))
    rows.delete()
    forget_content(Enrolment, gone)
    bulk.update(Group, pl.DataFrame(columns))
    return len(gone)


def _old_queue_entries(before: date) -> QuerySet[Any]:
    return of_known(QueueEntry.objects.filter(left_on__lt=before))


RETENTION = [
    RetentionKind(
        "enrolment",
        title=gettext_noop("Enrolments of past school years; afterwards totals of groups"),
        years=10,
        source="education and archives law: registers of learners",
        over=_old_enrolments,
        remove=_become_totals,
        touches=("groups", "enrolments"),
    ),
    RetentionKind(
        "queue",
        title=gettext_noop("Entries that left the queue; afterwards without the person"),
        years=2,
        source="data protection law: no longer than the purpose needs",
        over=_old_queue_entries,
        remove=detach,
        touches=("people", "queue"),
    ),
]
