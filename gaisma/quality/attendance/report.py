"""Which section this room gives to the readiness report: how lessons were attended."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportSection, ReportTable

# The report speaks of the school year that ends.
THEN = {"at": "ending"}

YEAR = ReportSection(
    key="attendance.year",
    order=10,
    report="readiness",
    chapter="prevention",
    title=_("Attendance"),
    narratives=Path(__file__).parent / "narratives",
    tables=(
        ReportTable(
            key="grades",
            title=_("Attendance by grade"),
            by=("grade",),
            within=THEN,
            columns=(
                Column(_("Attended"), "attendance.rate"),
                Column(_("Unexcused lessons"), "absences.unexcused"),
            ),
        ),
    ),
)

SECTIONS = [YEAR]
