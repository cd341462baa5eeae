"""What this room offers to others."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_noop

from gaisma.base.navigation import EVIDENCE, NavigationEntry
from gaisma.evidence.figures.declarations import ToldMoments
from gaisma.evidence.reports import report, workflow
from gaisma.evidence.reports.models import PINNED, Report


def moments() -> Iterator[tuple[date, int]]:
    """The day and the lake version of each report that is approved."""
    for as_of, number in Report.objects.filter(state__in=PINNED).values_list(
        "as_of", "lake_version"
    ):
        if number is not None:
            yield as_of, number


REPORTS = [report.READINESS]
REPORT_SECTIONS = [report.SUMMARY]
WORKFLOWS = [workflow.REPORT]
TOLD_MOMENTS = [ToldMoments("reports", moments)]
NAVIGATION = [
    NavigationEntry(
        "reports", gettext_noop("Reports"), "reports:list", EVIDENCE, "reports.read", order=20
    ),
]
