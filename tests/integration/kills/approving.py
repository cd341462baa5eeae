"""Reports are drafted, sent and approved, one after another, in a process that may be killed."""

from django.db import transaction

from gaisma.base.models import AuditRecord, RoleGrant
from gaisma.evidence.lake.models import LakeVersion
from gaisma.evidence.reports import actions, building
from gaisma.evidence.reports.models import Report
from tests import factories
from tests.integration import agreement, small_city
from tests.moments import NOW, TODAY

TOGETHER = 2
"""So many reports are approved in one process."""


def prepare() -> None:
    """A city, a report of it, and somebody who approves reports."""
    small_city.make(20)
    with transaction.atomic():
        factories.role_grant(role="manager", organisation=factories.authority())
        factories.report(school_year="2023/2024")


def approve() -> None:
    """Bring the report of one year after another from its draft to its approval.

    Each is approved with the figures of the one year of which there are any.
    """
    manager = RoleGrant.objects.get(role="manager").user
    built = building.computed(Report.objects.get(school_year="2023/2024"))
    for _ in range(TOGETHER):
        first = 2023 + Report.objects.count()
        years = f"{first}/{first + 1}"
        draft = actions.draft(name="readiness", school_year=years, as_of=TODAY, by=None, at=NOW)
        sent = actions.send_for_review(report=draft, by=None, at=NOW)
        actions.approve(report=sent, built=built, by=manager, at=NOW)


def state() -> dict[str, object]:
    """What there is of each report that is to be approved, in the order of their years."""
    small_city.wait_for_killed()
    reasons = {
        reason
        for version in LakeVersion.objects.values_list("kept_for", flat=True)
        for reason in version
    }
    reports = [
        {
            "state": report.state,
            "figures": report.figures.count(),
            "is_kept": f"report {report.name} {report.school_year}" in reasons,
            "acts": list(
                AuditRecord.objects.filter(subject="reports.Report", subject_ids=[report.pk])
                .order_by("pk")
                .values_list("action", flat=True)
            ),
        }
        for report in Report.objects.exclude(school_year="2023/2024").order_by("school_year")
    ]
    return {"reports": reports, "problems": list(agreement.problems())}
