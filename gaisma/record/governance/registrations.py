"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import YEAR, NavigationEntry
from gaisma.record.governance import evidence, facts, indicators, privacy, report, subjects

FACTS = facts.FACTS
INDICATORS = [indicators.boards, indicators.with_founder, indicators.meetings]
EVIDENCE_OFFERS = evidence.OFFERS
REPORT_SECTIONS = report.SECTIONS
SUBJECTS = subjects.SUBJECTS
PERSONAL_DATA = privacy.PERSONAL_DATA
NAVIGATION = [
    NavigationEntry(
        "acts",
        gettext_noop("Legal acts"),
        "governance:acts",
        YEAR,
        "governance.see_acts",
        order=30,
    ),
    NavigationEntry(
        "priorities",
        gettext_noop("Priorities of methodical work"),
        "governance:priorities",
        YEAR,
        "governance.see_priorities",
        order=35,
    ),
    NavigationEntry(
        "boards",
        gettext_noop("Councils and boards"),
        "governance:boards",
        YEAR,
        "governance.see_boards",
        order=40,
    ),
]
