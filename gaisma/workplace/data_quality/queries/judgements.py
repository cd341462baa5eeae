"""What somebody has called right."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from gaisma.base import access
from gaisma.base.models import User
from gaisma.base.permissions import REVIEWERS
from gaisma.workplace.data_quality.models import Judgement
from gaisma.workplace.data_quality.queries import findings


@dataclass(frozen=True)
class JudgementLine:
    """A judgement as the list shows it."""

    id: int
    check: str
    name: str
    note: str
    by: str
    at: datetime


def visible_to(user: User) -> list[JudgementLine]:
    """The judgements at institutions that the person reads with names, the latest first."""
    rows = Judgement.objects.filter(institution__in=access.reach(user, *REVIEWERS))
    found = rows.select_related("person", "institution", "by").order_by("-at", "-pk")
    return [_line(row) for row in found]


def _line(row: Judgement) -> JudgementLine:
    known = findings.known()
    title = known[row.check_key].title if row.check_key in known else row.check_key
    return JudgementLine(
        id=row.pk,
        check=gettext(title),
        name=str(row.person or row.institution),
        note=row.note,
        by=str(row.by or ""),
        at=row.at,
    )
