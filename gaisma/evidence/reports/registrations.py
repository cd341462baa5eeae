"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import EVIDENCE, NavigationEntry
from gaisma.evidence.figures.offers import ToldMoments
from gaisma.evidence.reports import pinned, report, workflow

REPORTS = [report.READINESS]
REPORT_SECTIONS = [report.SUMMARY]
WORKFLOWS = [workflow.REPORT]
TOLD_MOMENTS = [ToldMoments("reports", pinned.moments)]
NAVIGATION = [
    NavigationEntry(
        "reports", gettext_noop("Reports"), "reports:list", EVIDENCE, "reports.read", order=20
    ),
]
