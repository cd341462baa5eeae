"""What this room offers to others."""

from django.utils.translation import gettext_noop

from gaisma.base.navigation import KEEPING, NavigationEntry
from gaisma.workplace.closing import workflow

WORKFLOWS = [workflow.CLOSING]
NAVIGATION = [
    NavigationEntry(
        key="closing",
        title=gettext_noop("Closing and merging"),
        address="closing:closings",
        section=KEEPING,
        permission="closing.prepare",
        order=30,
    )
]
