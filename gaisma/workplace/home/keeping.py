"""What an administrator looks at first: whether all is in order; nothing about learners."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from gaisma.base.jobs import models as jobs
from gaisma.base.models import RoleGrant, User
from gaisma.workplace.administration.health import CHECKS, Finding

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Keeping:
    """The installation at a glance."""

    findings: tuple[Finding, ...]
    accounts: int
    without_role: int
    ending: int
    under_way: int
    failed: int

    @property
    def troubles(self) -> int:
        return sum(finding.tone != "good" for finding in self.findings)


def keeping(*, at: datetime, on: date) -> Keeping:
    """Health, accounts and background work as they are now."""
    active = User.objects.filter(is_active=True)
    valid = RoleGrant.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)
    ending = valid.filter(to_on__lte=on + SOON, user__is_active=True)
    return Keeping(
        findings=tuple(check(at) for check in CHECKS),
        accounts=active.count(),
        without_role=active.exclude(pk__in=valid.values("user")).count(),
        ending=ending.count(),
        under_way=jobs.Job.objects.under_way().count(),
        failed=jobs.Job.objects.filter(state=jobs.FAILED).count(),
    )
