"""Programmes go over to the successor of the institution that offered them."""

from datetime import date, datetime

from django.db.models import F

from gaisma.base.models import Organisation
from gaisma.evidence.lake.actions import touch
from gaisma.record.programmes.models import Programme


def take_over(
    *,
    institution: Organisation,
    successor: Organisation,
    on: date,
    at: datetime,
) -> list[int]:
    """Hand the programmes over, but for those whose code the successor offers itself; their ids.

    Runs inside the merger's transaction. Groups stay where they were taught.
    """
    own = successor.programmes.values_list("code", flat=True)
    handed_over = institution.programmes.exclude(code__in=list(own))
    ids = list(handed_over.values_list("pk", flat=True))
    Programme.objects.filter(pk__in=ids).update(
        institution=successor, revision=F("revision") + 1, changed_at=at
    )
    touch("programmes")
    return ids
