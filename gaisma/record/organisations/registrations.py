"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import RECORD, NavigationEntry
from gaisma.record.organisations import facts, imports, indicators, report, subjects

FACTS = facts.FACTS
INDICATORS = [
    indicators.institutions,
    indicators.with_status,
    indicators.merged,
]
REPORT_SECTIONS = report.SECTIONS
SUBJECTS = subjects.SUBJECTS
NAVIGATION = [
    NavigationEntry(
        "institutions",
        gettext_noop("Institutions"),
        "organisations:list",
        RECORD,
        "organisations.see",
        order=10,
    ),
]
TABLE_KINDS = imports.TABLE_KINDS
