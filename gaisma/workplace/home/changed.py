"""What changed lately and concerns the reader, from the audit, in words and without names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from gaisma.base import access, audit, wording
from gaisma.base.audit import ADMINISTRATORS, EVERYBODY, INSTITUTION, OFFICIALS
from gaisma.base.models import AuditRecord, User
from gaisma.base.permissions import REVIEWERS
from gaisma.base.wording.agreement import counted

SHOWN = 6
LATELY = timedelta(days=30)
READ = 200
"""So many acts are looked at; older ones are not lately."""

OVERSEEING = ("specialist", "manager", "auditor")
SEVERAL = 2
Row = tuple[datetime, str, str | None]


@dataclass(frozen=True)
class Change:
    """One kind of act on a day: what was done, where, how many times."""

    title: str
    organisation: str
    on: date
    times: int
    address: str


def changed(user: User, *, role: str, at: datetime) -> tuple[Change, ...]:
    """The latest changes that concern the person, the newest first."""
    rows = AuditRecord.objects.filter(_concerns(user, role), at__gte=at - LATELY)
    latest = rows.order_by("-at", "-pk").values_list("at", "action", "organisation__name")
    return tuple(_told(latest[:READ]))[:SHOWN]


def _concerns(user: User, role: str) -> Q:
    if role == "administrator":
        return _news_for(ADMINISTRATORS)
    reach = access.reach(user, *REVIEWERS, "founder")
    own = _news_for(INSTITUTION) & Q(organisation__in=reach)
    concerns = own | _news_for(EVERYBODY)
    return concerns | _news_for(OFFICIALS) if role in OVERSEEING else concerns


def _news_for(readers: str) -> Q:
    return Q(action__in=audit.news_for(readers))


def _told(rows: Iterable[Row]) -> Iterable[Change]:
    same: dict[tuple[date, str], list[str]] = {}
    for at, action, name in rows:
        same.setdefault((timezone.localdate(at), action), []).append(name or "")
    for (day, action), names in same.items():
        yield Change(
            title=audit.title(action),
            organisation=_where({name for name in names if name}),
            on=day,
            times=len(names),
            address=_address(action),
        )


def _where(names: set[str]) -> str:
    """The organisation where it was done, or in how many."""
    if len(names) < SEVERAL:
        return next(iter(names), "")
    number = counted("institution", len(names), wording.language(), case="in")
    return gettext("in %(institutions)s") % {"institutions": number}


def _address(action: str) -> str:
    page = audit.page(action)
    return reverse(page) if page else ""
