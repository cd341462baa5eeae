"""How long it is known who was appraised; how many were, and how, stays."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind, remove_rows
from gaisma.quality.selfevaluation import personal
from gaisma.quality.selfevaluation.models import (
    Appraisal,
    AppraisalTask,
    Contribution,
    ProgressTalk,
)
from gaisma.record.people.retention import featureless, give

KNOWN = ~Q(head__given_name="", head__family_name="")
OWNERS = ("head_id", "appraiser_id")


def _old(before: date) -> QuerySet[Any]:
    return Appraisal.objects.filter(KNOWN, school_year__ends_on__lt=before)


def _own(before: date) -> QuerySet[Any]:
    return Contribution.objects.filter(school_year__ends_on__lt=before)


def _become_nameless(rows: QuerySet[Any], *, at: datetime) -> int:
    ids = list(rows.values_list("pk", flat=True))
    found = Appraisal.objects.filter(pk__in=ids)
    personal.forget_appraisals(found)
    personal.forget_tasks(AppraisalTask.objects.filter(appraisal__in=ids))
    personal.forget_talks(ProgressTalk.objects.filter(appraisal__in=ids))
    for column in OWNERS:
        for owner in set(found.values_list(column, flat=True)):
            give(found.filter(**{column: owner}), featureless(at=at), at=at, owner=column)
    return len(ids)


RETENTION = [
    RetentionKind(
        "appraisal",
        title=gettext_noop("Appraisals of heads; afterwards without head, appraiser and words"),
        years=10,
        source="archives law: documents of staff appraisal",
        over=_old,
        remove=_become_nameless,
        touches=("people", "appraisals"),
    ),
    RetentionKind(
        "own_evaluation",
        title=gettext_noop("Own self-evaluations of teachers and commissions"),
        years=3,
        source="archives law: working papers of quality monitoring",
        over=_own,
        remove=remove_rows,
    ),
]
