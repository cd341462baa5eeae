"""Which section this room gives to the readiness report: lessons, classes behind, families."""

from pathlib import Path

from django.utils.translation import gettext_noop as _

from gaisma.evidence.reports.sections import Column, ReportSection, ReportTable

# The report speaks of the school year that ends.
THEN = {"at": "ending"}
COLUMNS = (
    Column(_("Lessons"), "social_emotional.lessons"),
    Column(_("Classes behind"), "social_emotional.classes_behind"),
    Column(_("Families with all talks"), "social_emotional.families_talked"),
)

YEAR = ReportSection(
    key="socialemotional.year",
    order=15,
    report="readiness",
    chapter="prevention",
    title=_("Social and emotional learning"),
    narratives=Path(__file__).parent / "narratives",
    tables=(
        ReportTable(
            key="grades",
            title=_("Social and emotional learning by grade"),
            by=("grade",),
            within=THEN,
            columns=COLUMNS,
        ),
    ),
)

SECTIONS = [YEAR]
