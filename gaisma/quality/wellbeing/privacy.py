"""How long those are named with whom work was done: contacts of bodies, and who answered.

No child is named in this room; what was held stays, without the names of those who held it.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_noop

from gaisma.base.retention import RetentionKind
from gaisma.quality.wellbeing.models import PartnerBody, SupportActivity

NO_CONTACT = Q(contact="", phone="", email="")


def _left(before: date) -> QuerySet[Any]:
    """Bodies with which work has ended so long ago, and whose contacts are still told."""
    return PartnerBody.objects.filter(closed_on__lt=before).exclude(NO_CONTACT)


def _without_contacts(rows: QuerySet[Any], *, at: datetime) -> int:
    return rows.update(contact="", phone="", email="", revision=F("revision") + 1, changed_at=at)


def _old(before: date) -> QuerySet[Any]:
    """Activities of school years that are over so long, and of which it is told who answered."""
    return SupportActivity.objects.filter(school_year__ends_on__lt=before).exclude(answers="")


def _without_names(rows: QuerySet[Any], *, at: datetime) -> int:
    return rows.update(answers="", revision=F("revision") + 1, changed_at=at)


RETENTION = [
    RetentionKind(
        "partner_contacts",
        title=gettext_noop("Contacts of bodies with which work has ended"),
        years=1,
        source="data protection law: no longer than the purpose needs",
        over=_left,
        remove=_without_contacts,
    ),
    RetentionKind(
        "activity_names",
        title=gettext_noop("Who answered for activities with other bodies"),
        years=3,
        source="data protection law: no longer than the purpose needs",
        over=_old,
        remove=_without_names,
    ),
]
