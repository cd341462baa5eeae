"""What every act on a report does beside its own: who may, one at a time, one audit record."""

from datetime import datetime

from gaisma.base import audit, changes
from gaisma.base.models import Installation, User
from gaisma.evidence.reports.models import Report
from gaisma.evidence.reports.workflow import REPORT


def demand(act: str, *, by: User | None) -> None:
    """Refuse a person who does not hold the act's permission for the authority.

    Raises NotPermitted.
    """
    changes.demand(REPORT[act].permission, by=by, organisation=Installation.current().authority)


def locked(report: Report, act: str, *, lake_version: int | None = None) -> Report:
    """The report as it is now, kept for this act with the numbers of that version.

    Raises UnableToRecord.
    """
    found = Report.objects.select_for_update().get(pk=report.pk)
    REPORT.check(found, act, lake_version=lake_version)
    return found


def note(
    report: Report, act: str, *, by: User | None, at: datetime, **details: str | int | None
) -> None:
    """Put the act into the audit; what people wrote stands in the record, not there."""
    told = {"name": report.name, "school_year": report.school_year}
    audit.note(
        action=REPORT[act].audited,
        by=by,
        at=at,
        subject="reports.Report",
        ids=[report.pk],
        details={**told, **{name: value for name, value in details.items() if value is not None}},
    )
