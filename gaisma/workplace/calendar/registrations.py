"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.accounts.ways import WayIn
from gaisma.base.backups import LeftOut
from gaisma.base.navigation import YEAR, NavigationEntry
from gaisma.workplace.calendar import duties, links, report, workflow
from gaisma.workplace.calendar.actions import feeds

DUTIES = duties.DUTIES
WORKFLOWS = [workflow.DELIVERY]
REPORT_SECTIONS = report.SECTIONS
ACT_LINKS = links.ACT_LINKS
WAYS_IN = [WayIn("feeds", feeds.end_own)]
LEFT_OUT_OF_BACKUPS = [LeftOut("calendar_feed", "secret addresses: who wants one makes another")]
NAVIGATION = [
    NavigationEntry(
        "calendar",
        gettext_noop("Calendar"),
        "calendar:month",
        YEAR,
        "calendar.see",
        order=10,
    ),
    NavigationEntry(
        "missing",
        gettext_noop("Missing work"),
        "calendar:missing",
        YEAR,
        "calendar.see_missing",
        order=20,
    ),
]
