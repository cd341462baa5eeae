"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import QUALITY, NavigationEntry
from gaisma.quality.inspections import (
    duties,
    facts,
    indicators,
    privacy,
    questionnaires,
    report,
    subjects,
    usages,
    workflow,
)

FACTS = facts.FACTS
INDICATORS = [indicators.planned, indicators.inspections, indicators.defects]
SUBJECTS = subjects.SUBJECTS
REPORT_SECTIONS = report.SECTIONS
BEGINNINGS = questionnaires.BEGINNINGS
DUTIES = duties.DUTIES
INSTRUMENT_USAGES = usages.USAGES
WORKFLOWS = [workflow.INSPECTION]
RETENTION = privacy.RETENTION
NAVIGATION = [
    NavigationEntry(
        "inspections",
        gettext_noop("Inspections of readiness"),
        "inspections:list",
        QUALITY,
        "inspections.see",
        order=80,
    ),
]
