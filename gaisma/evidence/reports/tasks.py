"""Background work on reports."""

from django.utils.translation import gettext_noop

from gaisma.base import jobs


@jobs.task("reports.build", title=gettext_noop("Building a report's documents"))
def build(job: jobs.Running, *, report_id: int) -> str:
    """Build the documents; leads to the report's page."""
    # The parts that draw are loaded when there is something to draw.
    from gaisma.evidence.reports import actions
    from gaisma.evidence.reports.models import Report

    report = Report.objects.get(pk=report_id)
    actions.build(report=report, by=job.by, at=job.at, tell=job.progress)
    return report.get_absolute_url()
