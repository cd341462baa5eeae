"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import EVIDENCE, NavigationEntry
from gaisma.evidence.reports import report

REPORTS = [report.READINESS]
REPORT_SECTIONS = [report.SUMMARY]
NAVIGATION = [
    NavigationEntry(
        "reports", gettext_noop("Reports"), "reports:list", EVIDENCE, "reports.read", order=20
    ),
]
