"""What every act on a report does beside its own: who may, one at a time, one audit record."""

from datetime import datetime

from gaisma.base import audit, changes
from gaisma.base.models import Installation, User
from gaisma.evidence.reports import policies
from gaisma.evidence.reports.models import Report


def demand(act: str, *, by: User | None) -> None:
    """Refuse a person who does not hold the act's permission for the authority.

    Raises NotPermitted.
    """
    if by is not None:
        authority = Installation.current().authority
        changes.demand(policies.PERMISSIONS[act], by=by, organisation=authority)


def locked(report: Report, act: str, *, lake_version: int | None = None) -> Report:
    """The report as it is now, kept for this act with the numbers of that version.

    Raises UnableToProceed.
    """
    found = Report.objects.select_for_update().get(pk=report.pk)
    policies.check(found, act, lake_version=lake_version)
    return found


def note(
    report: Report, act: str, *, by: User | None, at: datetime, **details: str | int | None
) -> None:
    """Put the act into the audit; what people wrote stands in the record, not there."""
    told = {"name": report.name, "school_year": report.school_year}
    audit.note(
        action=f"reports.{act}",
        by=by,
        at=at,
        subject="reports.Report",
        ids=[report.pk],
        details={**told, **{name: value for name, value in details.items() if value is not None}},
    )
